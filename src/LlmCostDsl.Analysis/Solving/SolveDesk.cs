using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>What is to be solved, as typed.</summary>
/// <param name="Question">Without anything asked beyond the analysis.</param>
/// <param name="Settings">Inputs by name; the others have their defaults.</param>
/// <param name="For">The variable, see <see cref="SolveVariables"/>.</param>
/// <param name="IsLargest">Whether the largest is wanted, else the smallest.</param>
/// <param name="Of">The expression that is to be largest or smallest; null for the variable itself.</param>
/// <param name="Constraints">Conditions over all that the analysis defines.</param>
internal sealed record SolveRequest(AnalysisRequest Question, IReadOnlyList<InputSetting> Settings, string For, bool IsLargest, AskedText? Of, IReadOnlyList<AskedText> Constraints);

/// <summary>What came of solving: a solution, which may be that there is none, or what stood in the way.</summary>
/// <param name="Errors">About the question.</param>
/// <param name="Diagnostics">About the specs and the constraints.</param>
internal sealed record SolveOutcome(Solution? Solution, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Solves questions for one variable.</summary>
/// <param name="witness">Sees the question evaluated at the answer.</param>
internal sealed class SolveDesk(SpecCompiler compiler, Action<Answer>? witness = null, SearchBudget? budget = null)
{
    private readonly QuestionDesk desk = new(compiler);

    public SolveOutcome Ask(SolveRequest request)
    {
        var asked = request.Of is null ? request.Constraints : [.. request.Constraints, request.Of];
        var (question, failure) = desk.Open(request.Question with { Asked = asked.ToEquatable() });
        if (question is null)
        {
            return new(null, failure!.Errors, failure.Diagnostics);
        }

        var (variable, inputs, errors) = SolveSettings.Read(compiler, question, request.For, request.Settings);
        return variable is null ? new(null, errors, []) : new(Solve(question, variable, inputs, request), [], []);
    }

    private Solution Solve(OpenQuestion question, SolveVariable variable, double[] inputs, SolveRequest request)
    {
        var line = new SolveLine(question.Plan, question.Device, inputs, variable);
        var demands = new Demands(question.Plan, [.. question.Asked.Where(a => a.IsCondition)]);
        var goal = new SolveGoal(request.IsLargest, question.Asked.FirstOrDefault(a => !a.IsCondition));
        var (low, high) = (line.At(variable.Low), line.At(variable.High));
        var limit = budget ?? SearchBudget.Usual;
        var found = goal.Of is { } of
            ? new BestSearch(line, demands, question.Plan.Outputs[of.Value].Node, goal.IsLargest, limit).Run(low, high)
            : new LimitSearch(line, demands, goal.IsLargest, limit).Run(low, high);
        if (found.Point is { } answer && witness is not null)
        {
            var (here, on) = line.Setting(answer.At);
            witness(new(question.Model, question.ModelTitle, on, question.Plan, here, answer.Values, question.Warnings));
        }

        var isLimited = goal.Of is null && found is { Point: not null, Proof: not (Proof.EndOfRange or Proof.None) };
        return new(
            question, inputs, variable, goal, demands, found, low, high,
            isLimited ? line.At(goal.IsLargest ? variable.After(found.Point!.At) : variable.Before(found.Point!.At)) : null);
    }
}

/// <summary>The variable and the values of all else.</summary>
internal static class SolveSettings
{
    public static (SolveVariable? Variable, double[] Inputs, IReadOnlyList<string> Errors) Read(
        SpecCompiler compiler, OpenQuestion question, string name, IReadOnlyList<InputSetting> settings)
    {
        var (variable, error) = new SolveVariables(question.Plan, question.Device, compiler.HardwareAttributes()).Find(name);
        if (variable is null)
        {
            return (null, [], [error!]);
        }

        var isInput = variable.Variable.Leaf == PlanOp.Input;
        if (isInput && settings.Any(s => InputSettings.Find(question.Plan, s.Name) == variable.Variable.Number))
        {
            return (null, [], [$"'{variable.Name}' is what is solved for: it cannot be set as well"]);
        }

        // Any value will do for what is sought, where it has no default.
        IEnumerable<InputSetting> sought = isInput ? [new(variable.Kind.Name, null, variable.Low / variable.Kind.Scale)] : [];
        var (inputs, errors) = InputSettings.Resolve(question.Plan, settings.Concat(sought));
        return errors.Count > 0 ? (null, [], errors) : (variable, inputs, []);
    }
}
