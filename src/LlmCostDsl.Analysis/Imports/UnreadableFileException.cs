namespace LlmCostDsl.Analysis.Imports;

/// <summary>A file that is not what it is given as.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message);
