using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>What compiling a unit gave.</summary>
internal sealed record UnitResult(EmittedFile? File, EquatableArray<SpecDiagnostic> Diagnostics);
