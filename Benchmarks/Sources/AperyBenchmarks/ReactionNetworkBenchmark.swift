import Expressions
import Foundation

/// The right-hand side of random mass-action networks: operations and nanoseconds of Apery's programs against SymEngine's
/// common subexpression elimination and the plain formulas, all as C at -O2; and the times of optimizer and C compiler.
enum ReactionNetworkBenchmark {
    /// A C compiler needs minutes for the plain formulas of the largest network: only with this variable set.
    private static let longRunVariable = "APERY_LONG_BENCHMARKS"

    static func run() {
        let sizes = [(30, 200), (100, 1000), (300, 3000)]
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("apery-reaction-networks-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try harness.write(to: folder.appendingPathComponent("main.c"), atomically: true, encoding: .utf8)
            let peer = Peer.rows(
                "symengine_cse.py", module: "symengine",
                arguments: [folder.path] + sizes.flatMap { ["\($0.0)", "\($0.1)"] })
            for (species, reactions) in sizes {
                try report(ReactionNetwork(species: species, reactions: reactions), folder, peer)
            }
        } catch {
            print("reaction networks: \(error)")
        }
    }

    private static func report(_ network: ReactionNetwork, _ folder: URL, _ peer: [String: Double]?) throws {
        let name = "\(network.species)_\(network.reactions.count)"
        let terms = network.rightHandSide
        var program = try Expression.program(terms, variables: network.variables)
        let times = try (0..<5).map { _ in
            try seconds { program = try Expression.program(terms, variables: network.variables) }
        }
        let own = program.counts.additionsAndMultiplications
        var line = "reaction network \(name): additions and multiplications \(own)"
        if let peer, let naive = peer["naive_\(name)"], let operations = peer["operations_\(name)"],
            let time = peer["seconds_\(name)"]
        {
            line += " (plain \(Int(naive)), SymEngine cse \(Int(operations)))"
            line += String(format: "; optimizer %.1f ms (cse %.1f ms)", times.sorted()[2] * 1000, time * 1000)
        } else {
            line += String(format: "; optimizer %.1f ms", times.sorted()[2] * 1000)
        }
        print(line)
        try program.cSource(functionName: "rhs")
            .write(to: folder.appendingPathComponent("apery_\(name).c"), atomically: true, encoding: .utf8)
        try network.plainSource()
            .write(to: folder.appendingPathComponent("plain_\(name).c"), atomically: true, encoding: .utf8)
        var kinds = ["apery"]
        let isLong = ProcessInfo.processInfo.environment[longRunVariable] != nil
        if network.reactions.count <= 1000 || isLong {
            kinds.append("plain")
            if peer != nil { kinds.append("cse") }
        } else {
            print("  the plain formulas take the C compiler minutes: set \(longRunVariable) to run them")
        }
        for kind in kinds { measure("\(kind)_\(name)", kind, network, folder) }
    }

    /// Compiles one source at -O2 and runs it.
    private static func measure(_ file: String, _ kind: String, _ network: ReactionNetwork, _ folder: URL) {
        let path = folder.appendingPathComponent(file).path
        var status: Int32 = 1
        let time = seconds { status = Peer.run("cc", ["-O2", "-c", path + ".c", "-o", path + ".o"])?.status ?? 1 }
        let main = folder.appendingPathComponent("main.c").path
        guard status == 0, Peer.run("cc", ["-O2", main, path + ".o", "-o", path, "-lm"])?.status == 0,
            let result = Peer.run(path, ["\(network.species)"]), result.status == 0,
            let value = Double(result.text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            print("  \(kind): no C compiler, or it failed")
            return
        }
        print(String(format: "  %@: C compiler %.0f ms, %.0f ns a right-hand side", kind, time * 1000, value))
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// Prints the least nanoseconds of one call over two thousand short rounds, so that other work on the machine does
    /// not count.
    private static let harness = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <time.h>
        void rhs(const double *restrict x, double *restrict y);
        int main(int count, char **arguments)
        {
            int species = count > 1 ? atoi(arguments[1]) : 0;
            int calls = 6000 / (species + 1);
            double *x = malloc(sizeof(double) * (species + 10)), *y = malloc(sizeof(double) * (species + 1));
            for (int i = 0; i < species + 10; i++) x[i] = 0.5 + 0.001 * ((i * 37) % 101);
            double best = 1e30;
            for (int round = 0; round < 2000; round++) {
                struct timespec start, end;
                clock_gettime(CLOCK_MONOTONIC, &start);
                for (int i = 0; i < calls; i++) rhs(x, y);
                clock_gettime(CLOCK_MONOTONIC, &end);
                double time = (end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec);
                if (time / calls < best) best = time / calls;
            }
            printf("%.3f\\n", best);
            return 0;
        }

        """
}

/// Reactions A + B → C + D at one of ten rates, drawn by a linear congruential generator.
private struct ReactionNetwork {
    let species: Int
    let reactions: [(rate: Int, a: Int, b: Int, c: Int, d: Int)]

    init(species: Int, reactions count: Int) {
        var state: UInt64 = 1
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        self.species = species
        reactions = (0..<count).map { _ in
            (next() % 10, next() % species, next() % species, next() % species, next() % species)
        }
    }

    var variables: [String] { (0..<species).map { "y\($0)" } + (0..<10).map { "k\($0)" } }

    var rightHandSide: [Expressions.Expression] {
        var terms = [[Expressions.Expression]](repeating: [], count: species)
        for (k, a, b, c, d) in reactions {
            let rate = Expression(.multiply, ["k\(k)", "y\(a)", "y\(b)"].map { Expression(symbol: $0) })
            terms[a].append(-rate)
            terms[b].append(-rate)
            terms[c].append(rate)
            terms[d].append(rate)
        }
        return terms.map { Expression(.add, $0) }
    }

    /// One statement for each species, equal terms collected, nothing shared.
    func plainSource() -> String {
        var orders = [[[Int]]](repeating: [], count: species)
        var coefficients = [[[Int]: Int]](repeating: [:], count: species)
        for (k, a, b, c, d) in reactions {
            let monomial = [species + k, min(a, b), max(a, b)]
            for (i, sign) in [(a, -1), (b, -1), (c, 1), (d, 1)] {
                if coefficients[i][monomial] == nil { orders[i].append(monomial) }
                coefficients[i][monomial, default: 0] += sign
            }
        }
        var text = "void rhs(const double *restrict x, double *restrict y)\n{\n"
        for i in 0..<species {
            text += "    y[\(i)] ="
            for monomial in orders[i] {
                guard let coefficient = coefficients[i][monomial], coefficient != 0 else { continue }
                let factors = (abs(coefficient) == 1 ? [] : ["\(abs(coefficient)).0"]) + monomial.map { "x[\($0)]" }
                text += (coefficient < 0 ? " - " : " + ") + factors.joined(separator: " * ")
            }
            text += ";\n"
        }
        return text + "}\n"
    }
}
