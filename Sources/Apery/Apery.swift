// The library's public face: everything that a program needs to evaluate, verify and search formulas.
@_exported import Arithmetic
@_exported import Conjectures
@_exported import ContinuedFractions
@_exported import Discovery
@_exported import EGraphs
@_exported import Expressions
@_exported import IntegerRelations
