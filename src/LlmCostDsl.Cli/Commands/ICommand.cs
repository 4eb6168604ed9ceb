using System.CommandLine;
using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Cli.Commands;

/// <summary>A command of the tool.</summary>
internal interface ICommand
{
    Command Command { get; }
}

/// <summary>A command whose target has inputs, which are set by <c>--NAME VALUE</c>.</summary>
internal interface IInputCommand : ICommand
{
    /// <summary>What was set.</summary>
    IReadOnlyList<InputSetting> Inputs { get; set; }
}
