import Conjectures

/// The records of a run, made in the order of the finds.
struct SearchEntries {
    private let provenance: Provenance
    private var discoveries: Discoveries
    private var reported: Set<String> = []

    init(provenance: Provenance, discoveries: Discoveries) {
        self.provenance = provenance
        self.discoveries = discoveries
    }

    /// The records of a round.
    mutating func finds(
        of round: SpaceRun.Round, in space: PlannedSpace, progress: SearchProgress, clock: StageClock
    ) -> SearchFinds {
        var finds = SearchFinds(progress: progress)
        for find in round.finds {
            let novelty = clock.measure(.novelty) {
                discoveries.novelty(of: find.found.formula, inCatalog: find.novelty)
            }
            finds.conjectures.append(
                find.found.conjecture(novelty: novelty, provenance: origin(space, find.index)))
        }
        finds.unidentified = round.unidentified.map { index, limit in
            limit.record(provenance: origin(space, index))
        }
        finds.classes = round.classes
        return finds
    }

    /// Whether this id was not reported before.
    mutating func isFirst(_ id: String) -> Bool { reported.insert(id).inserted }

    private func origin(_ space: PlannedSpace, _ index: Int) -> Provenance {
        var origin = provenance
        origin.space = space.name
        origin.index = index
        return origin
    }
}
