using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Makes the symbol of a declaration, with its binding put off until somebody asks.</summary>
internal static class SymbolFactory
{
    public static Symbol Create(DeclarationSyntax syntax, SpecFile file)
    {
        var name = syntax.Name.Text;
        var module = file.Module.Path;
        var at = file.At(syntax.Name);
        var documentation = syntax.Documentation;
        var names = new LocalNames(null);
        switch (syntax)
        {
            case FunctionSyntax s:
                var function = new FunctionSymbol(name, module, at, documentation) { Syntax = s };
                return Later(function, file, () => FunctionBinder.Header(function, s, file, names), () => FunctionBinder.Body(function, s, file, names));
            case AttributeSyntax s:
                var attribute = new AttributeSymbol(name, module, at, documentation) { Subject = s.Subject.Text };
                return Later(attribute, file, () => FunctionBinder.Header(attribute, s, file), () => FunctionBinder.Body(attribute, s, file));
            case ChannelSyntax s:
                var channel = new ChannelSymbol(name, module, at, documentation);
                return Later(channel, file, () => FunctionBinder.Header(channel, s, file), null);
            case OperatorSyntax s:
                var op = new OperatorSymbol(name, module, at, documentation);
                var operators = new OperatorBinder(op, s, file);
                return Later(op, file, operators.Header, operators.Body);
            case BlockSyntax s:
                var block = new BlockSymbol(name, module, at, documentation);
                return Later(block, file, () => ArchitectureBinder.Header(block, s, file, names), () => ArchitectureBinder.Body(block, s, file, names));
            case ArchitectureSyntax s:
                var architecture = new ArchitectureSymbol(name, module, at, documentation);
                return Later(architecture, file, () => ArchitectureBinder.Header(architecture, s, file, names), () => ArchitectureBinder.Body(architecture, s, file, names));
            case ModelSyntax s:
                var model = new ModelSymbol(name, module, at, documentation);
                return Later(model, file, () => ModelBinder.Header(model, s, file), () => ModelBinder.Body(model, s, file));
            case TransformSyntax s:
                var transform = new TransformSymbol(name, module, at, documentation);
                var transforms = new TransformBinder(transform, s, file);
                return Later(transform, file, transforms.Header, transforms.Body);
            case HardwareSyntax s:
                var hardware = new HardwareSymbol(name, module, at, documentation);
                return Later(hardware, file, () => HardwareBinder.Header(hardware, s, file), () => HardwareBinder.Body(hardware, s, file));
            case TimingSyntax s:
                var timing = new TimingSymbol(name, module, at, documentation);
                var timings = new DefinitionsBinder(timing, s.Parameters, s.Body, file);
                return Later(timing, file, timings.Header, timings.Body);
            case ScheduleSyntax s:
                var schedule = new ScheduleSymbol(name, module, at, documentation);
                var schedules = new DefinitionsBinder(schedule, s.Parameters, s.Body, file);
                return Later(schedule, file, schedules.Header, schedules.Body);
            case ConfigSyntax s:
                var config = new ConfigSymbol(name, module, at, documentation) { Syntax = s, File = file };
                return Later(config, file, () => ConfigBinder.Header(config, s, file), () => ConfigBinder.Body(config, s, file));
            default:
                var declared = (AnalysisSyntax)syntax;
                var analysis = new AnalysisSymbol(name, module, at, documentation) { Syntax = declared, File = file };
                return Later(analysis, file, () => new AnalysisBinder(analysis, file, declared.Body.Select(b => (file, b)), isQuestion: false).Bind(), null);
        }
    }

    /// <summary>Whatever nests deeper than the stack holds is said of the whole declaration, and its other parts stay as they are.</summary>
    public static void Guard(Symbol symbol, SpecFile file, Action bind)
    {
        try
        {
            bind();
        }
        catch (InsufficientExecutionStackException)
        {
            file.Module.Program.Report(symbol, symbol.At.TooDeeplyBound());
        }
    }

    private static Symbol Later(Symbol symbol, SpecFile file, Action header, Action? body)
    {
        symbol.BindLater(() => Guard(symbol, file, header), body is null ? null : () => Guard(symbol, file, body));
        return symbol;
    }
}
