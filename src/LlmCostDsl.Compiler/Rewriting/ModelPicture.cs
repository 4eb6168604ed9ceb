using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>A rewritten model as plain values: what can be set beside another without either graph at hand.</summary>
/// <param name="Model">The model's declared name: another one than was asked for, where a transform makes it become that.</param>
/// <param name="Parameters">With the values that transforms left, in the order the architecture declares them.</param>
/// <param name="Phases">Those that the schedule runs.</param>
internal sealed record ModelPicture(string Model, EquatableArray<PictureProperty> Parameters, EquatableArray<PhasePicture> Phases)
{
    public static ModelPicture Of(Evaluator evaluator, RewrittenModel model)
    {
        var painter = new PicturePainter(evaluator.Vocabulary);
        return new(
            model.Model.Symbol.Name,
            model.Model.Parameters.Values.Select(p => new PictureProperty(p.Key, PicturePainter.ParameterText(p.Value))).ToEquatable(),
            model.Graphs.Select(painter.Phase).ToEquatable());
    }
}

/// <summary>Something known of a parameter, an operator or one of its stores, as text.</summary>
internal sealed record PictureProperty(string Name, string Text);

/// <summary>The graph of one phase: its operators in written order.</summary>
internal sealed record PhasePicture(string Phase, EquatableArray<NodePicture> Nodes);

/// <summary>One operator.</summary>
/// <param name="Path">As tables show it: <c>layer[5].q</c>.</param>
/// <param name="PlainPath">The same whatever groups iterations fall into: <c>layer.q</c>.</param>
/// <param name="Identity">The plain path it was made under, whatever has taken its name since.</param>
/// <param name="Place">The repeats it stands in, outermost first.</param>
/// <param name="Parts">The plain paths of what was fused into it, innermost; empty where nothing was.</param>
/// <param name="Properties">Tags, shapes, widths and the other attributes of it, its weights and its caches.</param>
internal sealed record NodePicture(
    string Path, string PlainPath, string Identity, string Operator, EquatableArray<RepeatPlace> Place, EquatableArray<string> Parts, EquatableArray<PictureProperty> Properties);

/// <summary>A repeat as seen from inside.</summary>
/// <param name="Path">The repeat's own path.</param>
/// <param name="Members">The iterations meant, from 0; null where their number is symbolic.</param>
internal sealed record RepeatPlace(string Path, EquatableArray<int>? Members);
