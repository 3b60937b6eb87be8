extension Explanation {
    /// Keeps the chain `main` and what it rests on, lemmas before their first use.
    mutating func keepOnly(from main: Int) {
        var chainNumbers = [Int?](repeating: nil, count: chains.count)
        var applicationNumbers = [Int?](repeating: nil, count: applications.count)
        var keptChains: [Chain] = []
        var keptApplications: [Application] = []
        func references(_ application: Application) -> [Int] {
            if case .chain(let number) = application.reason { return application.premises + [number] }
            return application.premises
        }
        // Depth first with an explicit stack: a chain is kept after those that it needs.
        var isOpen = [Bool](repeating: false, count: chains.count)
        var stack = [main]
        while let top = stack.last {
            if chainNumbers[top] != nil {
                stack.removeLast()
                continue
            }
            if !isOpen[top] {
                isOpen[top] = true
                let depth = stack.count
                for step in chains[top].steps {
                    for chain in references(applications[step.application])
                    where chainNumbers[chain] == nil && !isOpen[chain] {
                        stack.append(chain)
                    }
                }
                if stack.count > depth { continue }
            }
            var kept = chains[top]
            for index in kept.steps.indices {
                let old = kept.steps[index].application
                if applicationNumbers[old] == nil {
                    var application = applications[old]
                    application.premises = application.premises.map { chainNumbers[$0] ?? 0 }
                    if case .chain(let number) = application.reason {
                        application.reason = .chain(chainNumbers[number] ?? 0)
                    }
                    applicationNumbers[old] = keptApplications.count
                    keptApplications.append(application)
                }
                kept.steps[index].application = applicationNumbers[old] ?? 0
            }
            chainNumbers[top] = keptChains.count
            keptChains.append(kept)
            stack.removeLast()
        }
        chains = keptChains
        applications = keptApplications
    }
}
