// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Verify",
    platforms: [.macOS(.v15)],
    // A package of your own names the repository instead: .package(url: "https://…/apery", from: "…").
    dependencies: [.package(name: "Apery", path: "../..")],
    targets: [
        .executableTarget(
            name: "Verify", dependencies: [.product(name: "Apery", package: "Apery")], path: "Sources")
    ]
)
