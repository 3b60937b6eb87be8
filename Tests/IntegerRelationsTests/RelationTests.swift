import Arithmetic
import IntegerRelations
import Testing
