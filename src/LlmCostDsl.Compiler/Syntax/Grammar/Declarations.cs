using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>A file and what it declares.</summary>
internal static class Declarations
{
    private static readonly Parser<Token, DeclarationSyntax?> Function = Node(
        static DeclarationSyntax? (span, name, parameters, type, body) => new FunctionSyntax(span, name, parameters, type, body),
        Word("function").Then(Name),
        Lists.Parameters,
        Colon.Then(TypeName),
        Assign.Then(Forward.Value));

    private static readonly Parser<Token, DeclarationSyntax?> Attribute = Node(
        static DeclarationSyntax? (span, subject, name, type, value) => new AttributeSyntax(span, subject, name, type, value),
        Word("attribute").Then(Name),
        Symbol(TokenKind.Dot).Then(Name),
        Colon.Then(TypeName),
        Assign.Then(Forward.Value).OrDefault());

    private static readonly Parser<Token, DeclarationSyntax?> Channel = Node(
        static DeclarationSyntax? (span, name, type) => new ChannelSyntax(span, name, type),
        Word("channel").Then(Name),
        Colon.Then(TypeName));

    private static readonly Parser<Token, DeclarationSyntax?> Operator = Declaration(
        "operator",
        Map(static (header, tags) => (header.Name, header.Parameters, Tags: tags), NameAndParameters(Lists.Parameters), Tags),
        Statements.OperatorBody,
        static (span, header, body) => new OperatorSyntax(span, header.Name, header.Parameters, header.Tags, body));

    private static readonly Parser<Token, DeclarationSyntax?> Block = Declaration(
        "block",
        NameAndParameters(Lists.Parameters),
        Architectures.Body,
        static (span, header, body) => new BlockSyntax(span, header.Name, header.Parameters, body));

    private static readonly Parser<Token, DeclarationSyntax?> Architecture = Declaration(
        "architecture",
        Map(
            static (header, steps) => (header.Name, header.Parameters, steps.Phases, steps.Given),
            NameAndParameters(Lists.Parameters),
            Map(
                static (phases, given) => (Phases: phases, Given: given),
                Word("steps").Then(Names),
                Word("with").Then(Lists.Parameters).OrDefault())),
        Architectures.Body,
        static (span, header, body) => new ArchitectureSyntax(span, header.Name, header.Parameters, header.Phases, header.Given, body));

    private static readonly Parser<Token, DeclarationSyntax?> Model = Node(
        static DeclarationSyntax? (span, name, path, arguments, body) => new ModelSyntax(span, name, path, arguments, body),
        Word("model").Then(Name),
        Colon.Then(DottedName),
        Lists.OptionalArguments,
        Schedules.ModelBody.OrDefault());

    private static readonly Parser<Token, DeclarationSyntax?> Transform = Declaration(
        "transform",
        NameAndParameters(Lists.OptionalParameters),
        Rules.Body,
        static (span, header, body) => new TransformSyntax(span, header.Name, header.Parameters, body));

    private static readonly Parser<Token, DeclarationSyntax?> Hardware = Declaration(
        "hardware",
        Map(static (name, path) => (Name: name, Base: path), Name, Colon.Then(DottedName).OrDefault()),
        Schedules.HardwareBody,
        static (span, header, body) => new HardwareSyntax(span, header.Name, header.Base, body));

    private static readonly Parser<Token, DeclarationSyntax?> Timing = Declaration(
        "timing",
        NameAndParameters(Lists.OptionalParameters),
        Schedules.Definitions,
        static (span, header, body) => new TimingSyntax(span, header.Name, header.Parameters, body));

    private static readonly Parser<Token, DeclarationSyntax?> Schedule = Declaration(
        "schedule",
        NameAndParameters(Lists.OptionalParameters),
        Schedules.ScheduleBody,
        static (span, header, body) => new ScheduleSyntax(span, header.Name, header.Parameters, body));

    private static readonly Parser<Token, DeclarationSyntax?> Analysis = Declaration(
        "analysis",
        Name,
        Schedules.AnalysisBody,
        static (span, name, body) => new AnalysisSyntax(span, name, body));

    private static readonly Parser<Token, DeclarationSyntax?> Lint = Node(
        static DeclarationSyntax? (span, subject, expectations) => new LintSyntax(span, subject, expectations),
        Word("every").Then(Lookahead(Word("hardware"))).Then(Name),
        Schedules.Expectations);

    /// <summary><c>import path</c>.</summary>
    public static readonly Parser<Token, PathSyntax> Import = Word("import").Then(DottedName);

    /// <summary>One declaration; null where one could not be read.</summary>
    public static readonly Parser<Token, DeclarationSyntax?> Any = new DocumentedParser<DeclarationSyntax?>(
        OneOf(
            Function, Attribute, Channel, Operator, Block, Architecture, Model, Transform, Hardware, Timing, Schedule, Analysis, Configs.Declaration, Lint)
            .Labelled("a declaration"),
        static (declaration, documentation) => declaration is null ? null : declaration with { Documentation = documentation })
        .RecoverWith(Recovery.ToNextDeclaration);

    /// <summary><c>llmspec 1</c>.</summary>
    public static readonly Parser<Token, QuantitySyntax> Version = Word("llmspec").Then(Quantity.Labelled("the version of the language"));

    /// <summary>A whole file.</summary>
    public static readonly Parser<Token, FileSyntax> File = new FileParser();

    private static Parser<Token, (Identifier Name, EquatableArray<ParameterSyntax> Parameters)> NameAndParameters(
        Parser<Token, EquatableArray<ParameterSyntax>> parameters) => Map(static (name, list) => (name, list), Name, parameters);
}
