using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>The kinds of declarations; each has a name space of its own. Operators and blocks are called alike and share one.</summary>
internal enum DeclarationKind
{
    Function,
    Attribute,
    Channel,
    Callable,
    Architecture,
    Model,
    Transform,
    Hardware,
    Timing,
    Schedule,
    Analysis,
    Config,
}

internal static class DeclarationKinds
{
    /// <summary>As messages call one of them.</summary>
    public static string Word(this DeclarationKind kind) => kind switch
    {
        DeclarationKind.Hardware => "device",
        DeclarationKind.Callable => "operator",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static DeclarationKind? Of(DeclarationSyntax syntax) => syntax switch
    {
        FunctionSyntax => DeclarationKind.Function,
        AttributeSyntax => DeclarationKind.Attribute,
        ChannelSyntax => DeclarationKind.Channel,
        OperatorSyntax or BlockSyntax => DeclarationKind.Callable,
        ArchitectureSyntax => DeclarationKind.Architecture,
        ModelSyntax => DeclarationKind.Model,
        TransformSyntax => DeclarationKind.Transform,
        HardwareSyntax => DeclarationKind.Hardware,
        TimingSyntax => DeclarationKind.Timing,
        ScheduleSyntax => DeclarationKind.Schedule,
        AnalysisSyntax => DeclarationKind.Analysis,
        ConfigSyntax => DeclarationKind.Config,
        _ => null,
    };

    public static DeclarationKind Of<TSymbol>()
        where TSymbol : Symbol
    {
        var type = typeof(TSymbol);
        return type == typeof(FunctionSymbol) ? DeclarationKind.Function
            : type == typeof(AttributeSymbol) ? DeclarationKind.Attribute
            : type == typeof(ChannelSymbol) ? DeclarationKind.Channel
            : typeof(CallableSymbol).IsAssignableFrom(type) ? DeclarationKind.Callable
            : type == typeof(ArchitectureSymbol) ? DeclarationKind.Architecture
            : type == typeof(ModelSymbol) ? DeclarationKind.Model
            : type == typeof(TransformSymbol) ? DeclarationKind.Transform
            : type == typeof(HardwareSymbol) ? DeclarationKind.Hardware
            : type == typeof(TimingSymbol) ? DeclarationKind.Timing
            : type == typeof(ScheduleSymbol) ? DeclarationKind.Schedule
            : type == typeof(ConfigSymbol) ? DeclarationKind.Config
            : DeclarationKind.Analysis;
    }

    public static DeclarationKind OfSymbol(Symbol symbol) => symbol switch
    {
        FunctionSymbol => DeclarationKind.Function,
        AttributeSymbol => DeclarationKind.Attribute,
        ChannelSymbol => DeclarationKind.Channel,
        CallableSymbol => DeclarationKind.Callable,
        ArchitectureSymbol => DeclarationKind.Architecture,
        ModelSymbol => DeclarationKind.Model,
        TransformSymbol => DeclarationKind.Transform,
        HardwareSymbol => DeclarationKind.Hardware,
        TimingSymbol => DeclarationKind.Timing,
        ScheduleSymbol => DeclarationKind.Schedule,
        ConfigSymbol => DeclarationKind.Config,
        _ => DeclarationKind.Analysis,
    };

    /// <summary>Under which name a declaration is kept: an attribute with its subject.</summary>
    public static string KeyOf(DeclarationSyntax syntax) => syntax is AttributeSyntax a ? a.Subject.Text + "." + a.Name.Text : syntax.Name.Text;
}
