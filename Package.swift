// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets.
let swiftSettings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, swiftSettings: swiftSettings)
}

let package = Package(
    name: "Apery",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Apery", targets: ["Apery"]),
        .executable(name: "apery", targets: ["apery"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.3"),
    ],
    targets: [
        .target(
            name: "CMath",
            linkerSettings: [
                .linkedLibrary("flint-arb"), .linkedLibrary("flint"), .linkedLibrary("mpfr"), .linkedLibrary("gmp"),
            ]),
        library("Arithmetic", ["CMath"]),
        library("EGraphs", []),
        .target(
            name: "Catalogs", path: "catalogs", sources: ["Catalogs.swift"],
            resources: [.copy("constants"), .copy("formulas"), .copy("searches"), .copy("rules"), .copy("bases")],
            swiftSettings: swiftSettings),
        library("Expressions", ["Arithmetic", "EGraphs", "Catalogs", yams]),
        library("ContinuedFractions", ["Arithmetic", "Expressions"]),
        library("IntegerRelations", ["Arithmetic", "Expressions", "Catalogs"]),
        library(
            "Conjectures",
            ["Arithmetic", "Expressions", "ContinuedFractions", "IntegerRelations", "Catalogs", grdb]),
        library(
            "Discovery",
            [
                "Arithmetic", "Expressions", "ContinuedFractions", "IntegerRelations", "Conjectures", "Catalogs", yams,
                grdb,
            ]),
        library(
            "Apery",
            [
                "Arithmetic", "EGraphs", "Expressions", "ContinuedFractions", "IntegerRelations", "Conjectures",
                "Discovery",
            ]),
        .executableTarget(
            name: "apery",
            dependencies: [
                "Arithmetic", "EGraphs", "Expressions", "ContinuedFractions", "IntegerRelations", "Conjectures",
                "Discovery", "Catalogs", argumentParser,
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "CReference", dependencies: ["CMath"], path: "Benchmarks/Sources/CReference"),
        .target(
            name: "EGraphWorkloads", dependencies: ["EGraphs"], path: "Benchmarks/Sources/EGraphWorkloads",
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "saturation-row", dependencies: ["EGraphs", "EGraphWorkloads"],
            path: "Benchmarks/Sources/SaturationRow", swiftSettings: swiftSettings),
        .executableTarget(
            name: "apery-benchmarks",
            dependencies: [
                "Arithmetic", "EGraphs", "Expressions", "ContinuedFractions", "IntegerRelations", "Conjectures",
                "Discovery", "Catalogs", "CReference", "EGraphWorkloads",
            ],
            path: "Benchmarks/Sources/AperyBenchmarks", swiftSettings: swiftSettings),
        tests(of: "Arithmetic"),
        tests(of: "EGraphs", ["EGraphWorkloads"]),
        tests(of: "Expressions", ["Arithmetic", "EGraphs", "EGraphWorkloads"]),
        .testTarget(
            name: "ContinuedFractionsTests", dependencies: ["ContinuedFractions", "Arithmetic", "Expressions"],
            resources: [.copy("References")], swiftSettings: swiftSettings),
        .testTarget(
            name: "IntegerRelationsTests",
            dependencies: ["IntegerRelations", "Arithmetic", "Expressions", "ContinuedFractions", yams],
            resources: [.copy("Numbers")], swiftSettings: swiftSettings),
        tests(of: "Conjectures", ["Arithmetic", "Expressions", "ContinuedFractions", "Catalogs"]),
        tests(
            of: "Discovery",
            ["Catalogs", "Arithmetic", "Expressions", "ContinuedFractions", "IntegerRelations", "Conjectures"]),
        .testTarget(name: "EndToEnd", dependencies: ["apery"], swiftSettings: swiftSettings),
    ]
)
