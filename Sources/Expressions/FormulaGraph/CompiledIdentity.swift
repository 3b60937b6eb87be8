import Arithmetic
/// stub
struct CompiledIdentity {}
