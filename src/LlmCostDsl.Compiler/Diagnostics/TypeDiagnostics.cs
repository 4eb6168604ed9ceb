using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM2xxx: types, units of measure, counts, ranges.</summary>
internal static class TypeDiagnostics
{
    public static readonly DiagnosticKind UnknownTypeKind = new("LLM2001", Severity.Error, "Unknown type");
    public static readonly DiagnosticKind NoQuotientKind = new("LLM2002", Severity.Error, "Quotient of what is no quantity");
    public static readonly DiagnosticKind TypeNotHereKind = new("LLM2003", Severity.Error, "Type not allowed here");
    public static readonly DiagnosticKind DimensionsDifferKind = new("LLM2004", Severity.Error, "Dimensions differ");
    public static readonly DiagnosticKind WrongDimensionKind = new("LLM2005", Severity.Error, "Wrong dimension");
    public static readonly DiagnosticKind WrongTypeKind = new("LLM2006", Severity.Error, "Wrong type");
    public static readonly DiagnosticKind BranchesDifferKind = new("LLM2007", Severity.Error, "Branches of different types");
    public static readonly DiagnosticKind NotPlainKind = new("LLM2008", Severity.Error, "Plain number needed");
    public static readonly DiagnosticKind ExponentNotWholeKind = new("LLM2009", Severity.Error, "Power of a quantity");
    public static readonly DiagnosticKind OddRootKind = new("LLM2010", Severity.Error, "Root of a quantity");
    public static readonly DiagnosticKind NotWholeCountKind = new("LLM2011", Severity.Error, "Count that is no count");
    public static readonly DiagnosticKind OutOfRangeKind = new("LLM2012", Severity.Error, "Outside its range");
    public static readonly DiagnosticKind EmptyRangeKind = new("LLM2013", Severity.Error, "Empty range");
    public static readonly DiagnosticKind DivisionByZeroKind = new("LLM2014", Severity.Error, "Division by zero");
    public static readonly DiagnosticKind NumberTooLargeKind = new("LLM2015", Severity.Error, "Number too large");
    public static readonly DiagnosticKind AdjustmentKind = new("LLM2016", Severity.Error, "Adjustment that does not fit");
    public static readonly DiagnosticKind StepArithmeticKind = new("LLM2017", Severity.Error, "Arithmetic that steps do not have");
    public static readonly DiagnosticKind NeedsTensorKind = new("LLM2018", Severity.Error, "Tensor needed");
    public static readonly DiagnosticKind TooDeepKind = new("LLM2019", Severity.Error, "Nested too deep to bind");
    public static readonly DiagnosticKind NoSuchWordKind = new("LLM2020", Severity.Error, "No such tag, operator or name");

    public static Diagnostic UnknownType(this SourceSpan at, string name, string? suggestion) => new(
        UnknownTypeKind, at, $"Unknown type '{name}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Use count, ratio, bool, bits, bytes, flops, seconds, watts, joules, usd or a quotient of these." : $"Write '{suggestion}'.");

    public static Diagnostic NoQuotient(this SourceSpan at, string name) => new(
        NoQuotientKind, at, $"'{name}' is no quantity, so it stands in no quotient.", "Divide quantities: 'bytes/seconds'.");

    public static Diagnostic TypeNotHere(this SourceSpan at, string type, string place) => new(
        TypeNotHereKind, at, $"{place} cannot be of type '{type}'.", "Choose another type.");

    public static Diagnostic DimensionsDiffer(this SourceSpan at, string action, Dimension left, Dimension right, SourceSpan other) => new(
        DimensionsDifferKind, at, $"{action}: one side is {In(left)}, the other is {In(right)}.", "Convert one side, or correct the formula.", other, $"this is {In(left)}");

    /// <param name="isBits">Bits and bytes are one dimension; readers think of widths in bits.</param>
    /// <param name="number">What stands there, where it is a number.</param>
    public static Diagnostic WrongDimension(this SourceSpan at, string what, Dimension wanted, bool isBits, Dimension found, string? number) => new(
        WrongDimensionKind, at, $"{what} is {(isBits ? "in bit" : In(wanted))}, but this is {In(found)}.",
        found.IsNone ? $"Give it a unit, such as '{number ?? "1"} {(isBits ? "bit" : Unit(wanted))}'." : "Convert it, or correct the formula.");

    public static Diagnostic WrongType(this SourceSpan at, string what, string wanted, string found) => new(
        WrongTypeKind, at, $"{what} is {wanted}, but this is {found}.", $"Give {wanted}.");

    public static Diagnostic NoSuchWord(this SourceSpan at, string type, string word, string? suggestion) => new(
        NoSuchWordKind, at, $"No {type} is called '{word}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? $"Give {(type == "operator" ? "an" : "a")} {type} that some text declares." : $"Write '{suggestion}'.");

    public static Diagnostic BranchesDiffer(this SourceSpan at, string then, string otherwise, SourceSpan other) => new(
        BranchesDifferKind, at, $"One branch is {then}, the other {otherwise}.", "Give both branches one type.", other, $"this is {then}");

    public static Diagnostic NotPlain(this SourceSpan at, string what, Dimension found) => new(
        NotPlainKind, at, $"{what} is a plain number, but this is {In(found)}.", "Divide it by a quantity of its own kind first.");

    public static Diagnostic ExponentNotWhole(this SourceSpan at, Dimension found) => new(
        ExponentNotWholeKind, at, $"A power of {found} needs a whole, constant exponent.", "Write such an exponent, or divide the base by a unit first.");

    public static Diagnostic OddRoot(this SourceSpan at, Dimension found) => new(
        OddRootKind, at, $"{found} has no square root.", "Take the root of a plain number or of a squared quantity.");

    public static Diagnostic NotWholeCount(this SourceSpan at, string what, string value) => new(
        NotWholeCountKind, at, $"{what} is a count, and {value} is not one.", "Give a whole number that is not negative.");

    public static Diagnostic OutOfRange(this SourceSpan at, string what, string value, string low, string high) => new(
        OutOfRangeKind, at, $"{what} lies in {low}..{high}, and {value} does not.", "Give a value inside the range.");

    public static Diagnostic EmptyRange(this SourceSpan at, string low, string high) => new(
        EmptyRangeKind, at, $"The range {low}..{high} is empty.", "Put the smaller end first.");

    public static Diagnostic DivisionByZero(this SourceSpan at) => new(DivisionByZeroKind, at, "This divides by zero.", "Correct the divisor.");

    public static Diagnostic NumberTooLarge(this SourceSpan at) => new(NumberTooLargeKind, at, "This number is larger than any double.", "Write a smaller number.");

    public static Diagnostic StepArithmetic(this SourceSpan at, string action) => new(
        StepArithmeticKind, at, $"Steps cannot be {action}.", "Add steps, multiply one by a plain number, or take a figure such as '.time' first.");

    public static Diagnostic NeedsTensor(this SourceSpan at, string what, string found) => new(
        NeedsTensorKind, at, $"{what} is a tensor, but this is {found}.", "Name a node, or call an operator.");

    public static Diagnostic TooDeeplyBound(this SourceSpan at) => new(
        TooDeepKind, at, "What is written here is nested too deep to be bound.", "Give inner parts names of their own with 'let'.");

    public static Diagnostic AdjustmentDoesNotFit(this SourceSpan at, string name, string why) => new(
        AdjustmentKind, at, $"'{name}' is {why}.", "Use '='.");

    private static string In(Dimension dimension) => dimension.IsNone ? "a plain number" : "in " + dimension;

    private static string Unit(Dimension wanted) => wanted == Dimension.Watts ? "W" : wanted.ToString();
}
