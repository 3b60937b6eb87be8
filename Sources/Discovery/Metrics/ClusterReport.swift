import Conjectures

/// The clusters of a table of metrics: classes by canonical form, density clusters in each plane, and how well they agree.
public struct ClusterReport: Sendable {
    /// A class of fractions that differ by equivalence and index shift.
    public struct Family: Sendable, Hashable {
        /// The canonical form, as text.
        public let canonical: String
        /// The number of its rows.
        public let count: Int
        /// The constant of its first row that has one.
        public let constant: String?
    }

    /// The density clusters of one plane.
    public struct Plane: Sendable {
        /// The clusters.
        public let clustering: PlaneClustering
        /// The Davies–Bouldin index of the rows with a constant, each constant a cluster: how well the plane tells constants
        /// apart; nil for fewer than two constants.
        public let constantsDaviesBouldin: Double?
        /// The adjusted Rand index of the clusters against the canonical forms.
        public let familyAgreement: Double?
        /// The adjusted Rand index of the clusters against the coboundary invariants.
        public let invariantAgreement: Double?
        /// The adjusted Rand index of the clusters against the constants.
        public let constantAgreement: Double?
    }

    /// The classes of more than one row, the largest first.
    public let families: [Family]
    /// The number of all classes.
    public let familyCount: Int
    /// The number of rows that have a canonical form.
    public let familyRows: Int
    /// The number of different coboundary invariants.
    public let invariantCount: Int
    /// The planes, best first: by the Davies–Bouldin index of the clusters, ascending; those without clusters last.
    public let planes: [Plane]

    /// Clusters the rows of a table and stores the clusters in it.
    ///
    /// Cost: that of `PlaneClustering` for each plane.
    ///
    /// - Throws: `StoreError` when the table cannot be read or written.
    public init(
        of store: MetricsStore, settings: PlaneClustering.Settings = PlaneClustering.Settings()
    ) throws(StoreError) {
        var points = [MetricsPlane: [PlanePoint?]]()
        var canonical = Naming()
        var invariants = Naming()
        var constants = Naming()
        var members: [(count: Int, constant: String?)] = []
        try store.forEachRow { row in
            for plane in MetricsPlane.allCases { points[plane, default: []].append(plane.point(of: row)) }
            invariants.append(row.invariant)
            constants.append(row.constant)
            canonical.append(row.family)
            guard case .some(.some(let family)) = canonical.labels.last else { return }
            if family == members.count { members.append((0, nil)) }
            members[family].count += 1
            members[family].constant = members[family].constant ?? row.constant
        }
        familyCount = members.count
        invariantCount = invariants.names.count
        familyRows = members.reduce(0) { $0 + $1.count }
        families = members.indices.filter { members[$0].count > 1 }
            .sorted { (members[$1].count, $0) < (members[$0].count, $1) }
            .map { Family(canonical: canonical.names[$0], count: members[$0].count, constant: members[$0].constant) }
        var planes: [Plane] = []
        for plane in MetricsPlane.allCases {
            let places = points[plane] ?? []
            let clustering = PlaneClustering(places, plane: plane, settings: settings)
            try store.setClusters(clustering.labels, in: plane)
            let present = places.indices.filter { places[$0] != nil }
            planes.append(
                Plane(
                    clustering: clustering,
                    constantsDaviesBouldin: ClusterComparison.daviesBouldin(
                        present.compactMap { places[$0] }, present.map { constants.labels[$0] }),
                    familyAgreement: ClusterComparison.adjustedRandIndex(clustering.labels, canonical.labels),
                    invariantAgreement: ClusterComparison.adjustedRandIndex(clustering.labels, invariants.labels),
                    constantAgreement: ClusterComparison.adjustedRandIndex(clustering.labels, constants.labels)))
        }
        let order = planes.indices.sorted { x, y in
            (planes[x].clustering.daviesBouldin ?? .infinity, x) < (planes[y].clustering.daviesBouldin ?? .infinity, y)
        }
        self.planes = order.map { planes[$0] }
    }

    /// Texts numbered in the order of their first use.
    private struct Naming {
        private(set) var labels: [Int?] = []
        private(set) var names: [String] = []
        private var numbers: [String: Int] = [:]

        mutating func append(_ text: String?) {
            guard let text else {
                labels.append(nil)
                return
            }
            if numbers[text] == nil {
                numbers[text] = names.count
                names.append(text)
            }
            labels.append(numbers[text])
        }
    }
}
