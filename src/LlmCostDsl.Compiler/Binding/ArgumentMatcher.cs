using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Pairs arguments with parameters: by position first, then by name.</summary>
internal static class ArgumentMatcher
{
    /// <summary>One argument for each parameter, null where none is given.</summary>
    /// <param name="required">Parameters that must get one; of a derived model, none.</param>
    public static ArgumentSyntax?[] Match(
        Place place,
        string callee,
        SourceSpan calleeAt,
        EquatableArray<ArgumentSyntax> arguments,
        IReadOnlyList<BoundParameter> parameters,
        Func<BoundParameter, bool> required)
    {
        var matched = new ArgumentSyntax?[parameters.Count];
        var next = 0;
        var isNamed = false;
        var isSound = true;
        foreach (var argument in arguments)
        {
            if (argument.IsIndex || argument.Where is not null)
            {
                place.Report(place.At(argument).MisplacedArgument(callee, argument.IsIndex ? "i in lo..hi" : "e where c"));
                isSound = false;
                continue;
            }

            if (argument is { Name: null, Value: NameSyntax } && place.File.HasUnreadBehind(place.At(argument), SyntaxDiagnostics.ArgumentAssignedKind))
            {
                // `layers = 16`, which has been said: a name it is, but no value could be read.
                isSound = false;
                continue;
            }

            var at = Slot(argument);
            if (at < 0)
            {
                isSound = false;
            }
            else if (matched[at] is { } other)
            {
                place.Report(place.At(argument).DuplicateArgument(parameters[at].Name, place.At(other)));
            }
            else
            {
                matched[at] = argument;
            }
        }

        var missing = parameters.Where((p, i) => matched[i] is null && p.Default is null && required(p)).Select(p => p.Name).ToList();
        if (missing.Count > 0 && isSound)
        {
            place.Report(calleeAt.MissingArguments(callee, missing));
        }

        return matched;

        int Slot(ArgumentSyntax argument)
        {
            if (argument.Name is { } name)
            {
                isNamed = true;
                for (var i = 0; i < parameters.Count; i++)
                {
                    if (parameters[i].Name == name.Text)
                    {
                        return i;
                    }
                }

                place.Report(place.At(name).UnknownArgument(callee, name.Text, place.Suggest(name.Text, parameters.Select(p => p.Name))));
                return -1;
            }

            if (isNamed)
            {
                place.Report(place.At(argument).PositionalAfterNamed(callee));
                return -1;
            }

            if (next == parameters.Count)
            {
                place.Report(place.At(argument).TooManyArguments(callee, parameters.Count));
                return -1;
            }

            return next++;
        }
    }
}
