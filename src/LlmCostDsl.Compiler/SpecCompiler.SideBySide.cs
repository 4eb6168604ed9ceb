using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Lowering.Sums;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Rewriting;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler;

/// <content>Questions that are to be set beside one another.</content>
internal sealed partial class SpecCompiler
{
    /// <summary>Compiles questions over one pool of formulas, so that those of one can be subtracted from those of another; with pictures of their graphs.</summary>
    public IReadOnlyList<CompiledAnalysis> CompileTogether(params IEnumerable<AnalysisRequest> requests)
    {
        var evaluator = NewEvaluator();
        return [.. requests.Select(r => Compile(r, evaluator, hasPicture: true))];
    }

    /// <summary>The transforms that an analysis applies itself, each as written behind <c>apply</c>; none for a model or what there is not.</summary>
    public IReadOnlyList<string> OwnTransforms(string target)
        => program.Find<AnalysisSymbol>(target, out _) is { Syntax: { } syntax, File: { } file }
            ? [.. syntax.Body.OfType<ApplySyntax>().Select(a => file.At(a).Text.Substring("apply".Length).Trim())]
            : [];

    /// <summary>The output of footprints that says whether a variant is the one that holds: a name that nobody can declare.</summary>
    public static string VariantOutput(int number) => "variant " + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".holds";

    private CompiledAnalysis Compile(AnalysisRequest request, Evaluator evaluator, bool hasPicture)
    {
        var bag = new DiagnosticBag();
        var question = program.BindQuestion(request, bag);
        if (question is null || bag.HasErrors || question.Model is not { } model || question.Schedule is null || question.Timing is null)
        {
            return new CompiledAnalysis(null, string.Empty, null, Silence(bag.Items));
        }

        var remaining = EquatableArray<RemainingLoop>.Empty;
        EvaluatorPlan? plan = null;
        EvaluatorPlan? footprints = null;
        LoweredAnalysis? lowered = null;
        var pictures = new Dictionary<Expr, ModelPicture>();
        DeviceValues? device = null;
        Guarded(question.At, bag, () =>
        {
            Action<Expr, RewrittenModel>? inspect = hasPicture ? (condition, rewritten) => pictures[condition] = ModelPicture.Of(evaluator, rewritten) : null;
            lowered = new AnalysisLowering(evaluator, question, bag, inspect).Lower();
            device = question.Device is { } on ? DeviceTable.Values(evaluator, on) : null;
            var lowering = new PlanLowering(evaluator.Pool, evaluator.Vocabulary);
            // What is asked beyond the analysis is evaluated a few times, and what is proved of it is proved of the formulas as they are written.
            plan = question.Asked.IsEmpty
                ? PlanOptimizer.Optimize(lowering.Lower(lowered, out remaining))
                : lowering.Lower(lowered with { Outputs = lowered.Asked, Tables = [] }, out remaining);
            var conditions = pictures.Keys.Select((c, i) => new LoweredOutput(VariantOutput(i), c, SpecType.Truth.Name, null, question.At));
            footprints = hasPicture ? lowering.Lower(lowered with { Outputs = [.. conditions, .. lowered.Footprints], Tables = [], Sensitivities = default }) : null;
        });
        return new CompiledAnalysis(bag.HasErrors ? null : plan, model.Title ?? model.Name, device, Silence(bag.Items))
        {
            Lowered = lowered,
            Remaining = remaining,
            Pictures = [.. pictures.Values],
            Footprints = footprints,
            Asked = lowered is null ? EquatableArray<AskedExpression>.Empty : AskedLowering.Describe(question.Asked, lowered.Asked).ToEquatable(),
        };
    }
}
