using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>What became of a key.</summary>
internal enum KeyRole
{
    /// <summary>A value was worked out of it.</summary>
    Used,

    /// <summary>It is not there, and something else was taken.</summary>
    Assumed,

    /// <summary>The config knows it, but nothing came to depend on it.</summary>
    Idle,

    /// <summary>The config says that it cannot change cost, or it is null.</summary>
    Ignored,

    /// <summary>Nobody knows it, which was allowed.</summary>
    Allowed,

    /// <summary>Nobody knows it.</summary>
    Unknown,
}

/// <summary>One line of what an import has to say.</summary>
/// <param name="Subject">A parameter, a name, a key.</param>
/// <param name="Value">What it is.</param>
/// <param name="From">What that comes from.</param>
internal sealed record ImportEntry(KeyRole Role, string Subject, string Value, string From);

/// <summary>A figure that a file states, beside the model's own.</summary>
/// <param name="Fact">parameters, active_parameters or weights.</param>
/// <param name="Key">Where it stands, as the config writes it.</param>
/// <param name="Within">The deviation that is accepted, relative to what is stated.</param>
internal sealed record StatedFact(string Fact, double Stated, double Found, string Key, double Within)
{
    public double Deviation => Stated == 0 ? (Found == 0 ? 0 : double.PositiveInfinity) : (Found - Stated) / Stated;

    public bool Holds => Math.Abs(Deviation) <= Within;
}

/// <summary>What an import comes to.</summary>
/// <param name="Text">The model's declaration; null where there is none to give.</param>
/// <param name="Errors">Sentences about the file.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record ImportOutcome(
    string? Text, string Name, string Config, string Architecture, EquatableArray<ImportEntry> Entries, EquatableArray<string> Errors, EquatableArray<Diagnostic> Diagnostics)
{
    public double? ParameterCount { get; init; }

    public double? ActiveCount { get; init; }

    public double? WeightBytes { get; init; }

    public EquatableArray<StatedFact> Facts { get; init; } = EquatableArray<StatedFact>.Empty;
}
