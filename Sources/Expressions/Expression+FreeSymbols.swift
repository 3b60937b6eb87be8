extension Expression {
    /// The names of the symbols that are not bound (see `Binding`); the x of `diff(f, x)` counts where f uses it.
    ///
    /// Cost: linear in the size of the term for a bounded number of different symbols.
    public var freeSymbols: Set<String> {
        let table = FreeSymbolTable(self)
        guard let root = table.setOfNode.last else { return [] }
        return Set(table.members(ofSet: root).map { table.names[$0] })
    }
}
