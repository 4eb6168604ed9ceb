using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>The bodies of timings, schedules, models, devices and analyses.</summary>
internal static class Schedules
{
    /// <summary><c>path(parameters): type = e</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Definition = OneOf(
        Statements.Let,
        Statements.Require,
        Node(
            static StatementSyntax (span, path, parameters, type, value) =>
                new DefinitionSyntax(span, path, parameters.HasValue ? parameters.Value : null, type, value),
            DottedName,
            Lists.NamesInParentheses.Optional(),
            Colon.Then(TypeName).OrDefault(),
            Assign.Then(Value)));

    /// <summary><c>{ definition … }</c>.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> Definitions = Block(Definition);

    /// <summary>The body of a schedule.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> ScheduleBody = Block(OneOf(
        Node(
            static StatementSyntax (span, what, room, variables) => new FitsSyntax(span, what, room, variables),
            Word("fits").Then(DottedName),
            Symbol(TokenKind.In).Then(DottedName),
            Word("for").Then(Names).OrDefault()),
        Definition));

    private static readonly Parser<Token, StatementSyntax> Title = Node(
        static StatementSyntax (span, text) => new TitleSyntax(span, text), Word("title").Then(QuotedText));

    private static readonly Parser<Token, StatementSyntax> Source = Node(
        static StatementSyntax (span, text) => new SourceSyntax(span, text), Word("source").Then(QuotedText));

    /// <summary><c>apply path(arguments) when c</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Apply = Node(
        static StatementSyntax (span, transform, arguments, when) => new ApplySyntax(span, transform, arguments, when),
        Word("apply").Then(DottedName),
        Lists.OptionalArguments,
        Word("when").Then(Value).OrDefault());

    private static readonly Parser<Token, ExpectSyntax> Expectation = Node(
        static (span, condition, within, at) => new ExpectSyntax(span, condition, within, at),
        Word("expect").Then(Value),
        Word("within").Then(Value).OrDefault(),
        Word("at").Then(Lists.NamedValues).OrDefault());

    /// <summary><c>expect e within e at name: e</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Expect = Expectation.Select(static StatementSyntax (e) => e);

    /// <summary><c>{ expect … }</c> of a lint.</summary>
    public static readonly Parser<Token, EquatableArray<ExpectSyntax>> Expectations = Braces(
        new DocumentedParser<ExpectSyntax>(Expectation.Labelled("an 'expect'"), static (e, documentation) => e with { Documentation = documentation }));

    /// <summary>The body of a model.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> ModelBody = Block(OneOf(Title, Source, Apply, Expect));

    /// <summary>The body of a device.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> HardwareBody = Block(OneOf(
        Title,
        Source,
        Expect,
        Node(
            static StatementSyntax (span, name, value, from) => new DeviceValueSyntax(span, name, value, from),
            Name.Before(Assign),
            Value,
            Word("from").Then(QuotedText).OrDefault())));

    private static readonly Parser<Token, StatementSyntax> Device = Node(
        static StatementSyntax (span, target) => new ChoiceSyntax(span, ChoiceKind.Device, target, EquatableArray<ArgumentSyntax>.Empty),
        Word("on").Then(DottedName));

    private static readonly Parser<Token, StatementSyntax> Input = Node(
        static StatementSyntax (span, parameter) => new InputSyntax(span, parameter), Word("input").Then(Lists.Parameter));

    private static readonly Parser<Token, StatementSyntax> Sensitivity = Node(
        static StatementSyntax (span, outputs, variables) => new SensitivitySyntax(span, outputs, variables),
        Word("sensitivity").Then(DottedName.SeparatedAtLeastOnce(Comma)),
        Word("to").Then(DottedName.SeparatedAtLeastOnce(Comma)).OrDefault());

    /// <summary>The body of an analysis.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> AnalysisBody = Block(OneOf(
        Title,
        Choice("model", ChoiceKind.Model),
        Choice("schedule", ChoiceKind.Schedule),
        Choice("timing", ChoiceKind.Timing),
        Device,
        Input,
        Apply,
        Expect,
        Sensitivity,
        Definition));

    private static Parser<Token, StatementSyntax> Choice(string word, ChoiceKind kind) => Node(
        (span, target, arguments) => (StatementSyntax)new ChoiceSyntax(span, kind, target, arguments),
        Word(word).Then(DottedName),
        Lists.OptionalArguments);
}
