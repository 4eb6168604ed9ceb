using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>A model as code generation sees it: plain values.</summary>
/// <param name="Title">What people call it; its name where nothing else was said.</param>
/// <param name="Source">Where its figures come from.</param>
/// <param name="Module">The module it is declared in; empty for the project's own files.</param>
/// <param name="File">The spec it is declared in: <c>file.llmspec</c>.</param>
/// <param name="Architecture">The name of its architecture.</param>
/// <param name="Parameters">The architecture's parameters, resolved, in their order.</param>
/// <param name="ParameterCount">Weights by number, each once; null where it is not known before an analysis runs.</param>
/// <param name="ActiveCount">Of those, what one token uses.</param>
/// <param name="WeightBytes">What the weights occupy.</param>
internal sealed record ModelFigures(
    string Name, string Title, string? Source, string? Documentation, string Module, string File, string Architecture, EquatableArray<ParameterFigure> Parameters,
    long? ParameterCount, long? ActiveCount, double? WeightBytes);

/// <summary>A resolved parameter of a model.</summary>
internal abstract record ParameterFigure(string Name, string? Documentation);

internal sealed record CountFigure(string Name, long Value, string? Documentation) : ParameterFigure(Name, Documentation);

internal sealed record TruthFigure(string Name, bool Value, string? Documentation) : ParameterFigure(Name, Documentation);

/// <param name="Value">In the unit.</param>
/// <param name="Unit">As people write it; empty for a plain number.</param>
internal sealed record NumberFigure(string Name, double Value, string Unit, string? Documentation) : ParameterFigure(Name, Documentation);

/// <param name="Values">In ascending order.</param>
internal sealed record SetFigure(string Name, EquatableArray<long> Values, string? Documentation) : ParameterFigure(Name, Documentation);

/// <summary>A device as code generation sees it.</summary>
/// <param name="Title">What people call it; null where nothing was said.</param>
/// <param name="Values">What it states, its bases' figures among them.</param>
internal sealed record DeviceFigures(string Name, string? Title, string? Source, string? Documentation, string Module, string File, EquatableArray<DeviceFigure> Values);

/// <summary>One value of a device.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Value">In base units; a truth is 1 or 0.</param>
/// <param name="Text">As the spec writes it: <c>768 GB/s</c>.</param>
/// <param name="From">Its own source, where it has one.</param>
/// <param name="Base">The device it is taken over from; null where the device states it itself.</param>
internal sealed record DeviceFigure(string Attribute, double Value, string Text, string? From, string? Base);

/// <summary>A declared attribute of devices.</summary>
/// <param name="TypeName">As written: <c>bytes/seconds</c>, <c>count</c>, <c>bool</c>, <c>bits</c> …</param>
/// <param name="Unit">The unit of the values that accessors take and return; empty for plain numbers.</param>
/// <param name="Scale">How many base units one of it is.</param>
/// <param name="Default">As written, where there is one.</param>
internal sealed record AttributeFigures(string Name, string TypeName, string Unit, double Scale, string? Documentation, string? Default);
