using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Binding;

internal enum TypeKind
{
    /// <summary>A quantity with a dimension.</summary>
    Number,
    Truth,
    Text,

    /// <summary>A compile-time set of whole numbers.</summary>
    Counts,

    /// <summary>A word that text is asked for or written with: a tag, an operator's name, a node's. Known when compiling.</summary>
    Word,

    /// <summary>A tensor, or the node that makes it: they are reached alike.</summary>
    Tensor,
    Model,
    Step,

    /// <summary>Known only when evaluated: a property that operators declare with different types. Checked then.</summary>
    Any,

    /// <summary>Something was wrong and has been said; silences what follows from it.</summary>
    Error,
}

/// <summary>The type of an expression.</summary>
/// <param name="Name">As the reader would write it: count, bits, bytes/seconds, tensor …</param>
/// <param name="IsWhole">A count: whole and not negative.</param>
internal sealed record SpecType(TypeKind Kind, Dimension Dimension, string Name, bool IsWhole = false)
{
    public static readonly SpecType Count = new(TypeKind.Number, Dimension.None, "count", true);
    public static readonly SpecType Ratio = new(TypeKind.Number, Dimension.None, "ratio");
    public static readonly SpecType Truth = new(TypeKind.Truth, Dimension.None, "bool");
    public static readonly SpecType Bits = new(TypeKind.Number, Dimension.Bytes, "bits");
    public static readonly SpecType Bytes = new(TypeKind.Number, Dimension.Bytes, "bytes");
    public static readonly SpecType Text = new(TypeKind.Text, Dimension.None, "text");
    public static readonly SpecType Counts = new(TypeKind.Counts, Dimension.None, "counts");
    public static readonly SpecType Tensor = new(TypeKind.Tensor, Dimension.None, "tensor");
    public static readonly SpecType Model = new(TypeKind.Model, Dimension.None, "model");
    public static readonly SpecType Step = new(TypeKind.Step, Dimension.None, "step");
    public static readonly SpecType TagWord = new(TypeKind.Word, Dimension.None, "tag");
    public static readonly SpecType OperatorWord = new(TypeKind.Word, Dimension.None, "operator");
    public static readonly SpecType NameWord = new(TypeKind.Word, Dimension.None, "name");
    public static readonly SpecType Any = new(TypeKind.Any, Dimension.None, "any");
    public static readonly SpecType Error = new(TypeKind.Error, Dimension.None, "error");

    public bool IsNumber => Kind == TypeKind.Number;

    /// <summary>A number of this dimension, named by its units.</summary>
    public static SpecType Number(Dimension dimension) => new(TypeKind.Number, dimension, dimension.IsNone ? "ratio" : dimension.ToString());
}
