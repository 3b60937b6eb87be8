import EGraphs
import Foundation
import Testing

private let names = ["a", "say \"no\"", "back\\slash", "line\nbreak", "tab\t\u{1}", "ζ(3)"]

/// A list of leaves with these names; it is equal to the first of them, and the next two are equal.
private func list() -> EGraph {
    var graph = EGraph()
    var leaves: [EClassID] = []
    for name in names { leaves.append(graph.add(graph.label(name, arity: 0), [])) }
    let root = graph.add(graph.label("list", arity: names.count), leaves)
    graph.union(leaves[0], root)
    graph.union(leaves[1], leaves[2])
    graph.rebuild()
    return graph
}

@Test func jsonSaysWhatTheGraphHolds() throws {
    let graph = list()
    let root = EClassID(index: UInt32(names.count))
    var model = CostModel.descriptionLength
    model["list", 6] = 9
    model["a", 0] = CostModel.forbidden
    let data = Data(graph.json(roots: [root], cost: model).utf8)
    let parsed = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(parsed["root_eclasses"] as? [String] == ["\(graph.find(root).index)"])
    let nodes = try #require(parsed["nodes"] as? [String: [String: Any]])
    #expect(nodes.count == graph.nodeCount)
    #expect(Set(nodes.values.compactMap { $0["op"] as? String }) == Set(names + ["list"]))
    #expect(Set(nodes.values.compactMap { $0["eclass"] as? String }).count == graph.classCount)
    for (id, node) in nodes {
        let children = try #require(node["children"] as? [String])
        let classes = children.compactMap { nodes[$0]?["eclass"] as? String }
        let index = try #require(UInt32(id))
        #expect(classes == graph.children(of: EClassID(index: index)).map { "\($0.index)" })
        let cost = try #require(node["cost"] as? Double)
        switch node["op"] as? String {
        case "list": #expect(cost == 9)
        case "a": #expect(cost == Double.greatestFiniteMagnitude)
        default: #expect(cost == 1)
        }
    }
}

@Test func graphvizTextIsWellFormed() {
    let graph = list()
    let text = graph.graphviz()
    // Outside strings braces are balanced; inside only escaped quotes occur.
    var depth = 0
    var isString = false
    var isEscaped = false
    var strings = 0
    for character in text {
        if isEscaped {
            isEscaped = false
        } else if isString {
            if character == "\\" { isEscaped = true } else if character == "\"" { isString = false }
            #expect(!character.isNewline)
        } else {
            switch character {
            case "\"":
                isString = true
                strings += 1
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            default: break
            }
            #expect(depth >= 0)
        }
    }
    #expect(depth == 0 && !isString)
    #expect(strings == graph.nodeCount + graph.classCount + names.count)
    #expect(text.split(separator: "subgraph cluster_").count == graph.classCount + 1)
    #expect(text.split(separator: " -> ").count == names.count + 1)
}
