/// Texts that other programs draw and read.
extension EGraph {
    /// The graph in the language of Graphviz: a cluster for each class, an edge from each node to the classes of its
    /// arguments, with the place of the argument. Layout by `dot`. Cost: linear in the nodes and their children.
    public func graphviz() -> String {
        let index = ClassIndex(self)
        var text = "digraph egraph {\n  compound=true\n  clusterrank=local\n  node [shape=box, style=rounded]\n"
        for c in 0..<UInt32(addedCount) {
            let range = index.nodeRange(c)
            if range.isEmpty { continue }
            text += "  subgraph cluster_\(c) {\n    style=dotted\n    label=\"\(c)\"\n"
            for place in range {
                let node = index.nodes[place]
                text += "    n\(node) [label=\""
                EGraph.escape(symbols[Int(nodes.base[Int(node)].label)].name, forGraphviz: &text)
                text += "\"]\n"
            }
            text += "  }\n"
        }
        for place in 0..<index.nodes.count {
            let node = index.nodes[place]
            for k in 0..<arity(nodes.base[Int(node)].label) {
                let child = find(self.child(node, k))
                let target = index.nodes[index.nodeRange(child).lowerBound]
                // Graphviz cannot draw an edge from inside a cluster to its border: such an edge ends at the node.
                let head = child == find(node) ? "" : "lhead=cluster_\(child), "
                text += "  n\(node) -> n\(target) [\(head)label=\"\(k)\"]\n"
            }
        }
        text += "}\n"
        return text
    }

    /// The graph as JSON in the shape of the egraph-serialize format: `nodes` by identifier, each with `op`, `children`
    /// (each a node of the class of the argument), `eclass` and `cost`, and `root_eclasses`.
    ///
    /// JSON knows no infinity: forbidden operators cost the largest finite double. Cost: linear in the nodes and their
    /// children.
    public func json(roots: [EClassID] = [], cost: CostModel = .descriptionLength) -> String {
        let index = ClassIndex(self)
        let costs = cost.costs(self)
        var text = "{\"nodes\":{"
        for place in 0..<index.nodes.count {
            let node = index.nodes[place]
            let label = Int(nodes.base[Int(node)].label)
            text += place == 0 ? "\n" : ",\n"
            text += "\"\(node)\":{\"op\":\""
            EGraph.escape(symbols[label].name, forJSON: &text)
            text += "\",\"children\":["
            for k in 0..<symbols[label].arity {
                let child = find(self.child(node, k))
                text += k == 0 ? "\"" : ",\""
                text += "\(index.nodes[index.nodeRange(child).lowerBound])\""
            }
            text += "],\"eclass\":\"\(find(node))\",\"cost\":"
            text += costs[label] == CostModel.forbidden ? "\(Double.greatestFiniteMagnitude)" : "\(costs[label])"
            text += "}"
        }
        text += "\n},\n\"root_eclasses\":["
        text += roots.map { "\"\(find($0.index))\"" }.joined(separator: ",")
        text += "]}\n"
        return text
    }

    /// Appends the text of a quoted Graphviz string.
    private static func escape(_ name: String, forGraphviz text: inout String) {
        for character in name.unicodeScalars {
            switch character {
            case "\"", "\\": text += "\\\(character)"
            case "\n", "\r": text += "\\n"
            case "\0": text += "\u{FFFD}"
            default: text.unicodeScalars.append(character)
            }
        }
    }

    /// Appends the text of a JSON string (RFC 8259, section 7).
    private static func escape(_ name: String, forJSON text: inout String) {
        for character in name.unicodeScalars {
            switch character {
            case "\"", "\\": text += "\\\(character)"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..."\u{1F}":
                let digits = String(character.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(character)
            }
        }
    }
}
