using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds an analysis, or a question made of one: statements that may come from several files.</summary>
/// <param name="home">The file of what is asked for.</param>
/// <param name="asked">What a question adds; see <see cref="AskedText"/>.</param>
internal sealed class AnalysisBinder(
    AnalysisSymbol symbol, SpecFile home, IEnumerable<(SpecFile File, StatementSyntax Statement)> statements, bool isQuestion, EquatableArray<AskedSyntax> asked = default)
{
    private readonly List<(SpecFile File, StatementSyntax Statement)> statements = [.. statements];
    private readonly LocalNames names = new(null);
    private readonly List<BoundParameter> inputs = [];

    public void Bind()
    {
        symbol.Title = Of<TitleSyntax>().Select(t => t.Statement.Text).LastOrDefault();
        foreach (var (file, input) in Of<InputSyntax>())
        {
            inputs.AddRange(TypeBinder.Parameters(
                PlaceIn(file) with { HasHardware = false, HasSteps = false }, names, [input.Parameter with { Documentation = input.Documentation ?? input.Parameter.Documentation }], k => k is TypeKind.Number or TypeKind.Truth, "An input"));
        }

        BindModel();
        BindSchedule();
        BindTransforms();
        BindTiming();
        symbol.Device = Choice(ChoiceKind.Device) is var (deviceFile, device) ? PlaceIn(deviceFile).Resolve<HardwareSymbol>(device.Target.Parts) : null;
        symbol.Inputs = inputs.ToEquatable();
        BindDefinitions();
        PhaseCheck.Run(symbol, PlaceIn, Choice(ChoiceKind.Schedule));
        // What could not be bound may have been its use.
        if (!isQuestion && !symbol.Diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            WarnOfUnused();
        }
    }

    private void BindModel()
    {
        if (Required(ChoiceKind.Model) is not var (file, choice))
        {
            return;
        }

        var place = PlaceIn(file);
        symbol.Model = place.Resolve<ModelSymbol>(choice.Target.Parts);
        if (symbol.Model?.Architecture is { } architecture)
        {
            symbol.ModelArguments = ApplyBinder.Arguments(place, names, symbol.Model.Name, place.At(choice.Target), choice.Arguments, architecture.Parameters, _ => false);
        }
    }

    // Parameters that are not bound become inputs, or are bound to the inputs of their name.
    private void BindSchedule()
    {
        if (Required(ChoiceKind.Schedule) is not var (file, choice))
        {
            return;
        }

        var place = PlaceIn(file);
        symbol.Schedule = place.Resolve<ScheduleSymbol>(choice.Target.Parts);
        if (symbol.Schedule is not { } schedule)
        {
            return;
        }

        var parameters = schedule.Parameters;
        InventInputs(file, choice.Arguments, parameters);
        var given = ApplyBinder.Arguments(place, names, schedule.Name, place.At(choice.Target), choice.Arguments, parameters, p => p.Type.Kind == TypeKind.Model);
        var arguments = new List<BoundArgument>();
        foreach (var parameter in parameters)
        {
            if (given.FirstOrDefault(a => a.Parameter == parameter.Name) is { } bound)
            {
                arguments.Add(bound);
            }
            else if (parameter.Type.Kind != TypeKind.Model)
            {
                arguments.Add(new BoundArgument(place.At(choice), parameter.Name, InputFor(place, parameter, place.At(choice.Target))));
            }
        }

        symbol.ScheduleArguments = arguments.ToEquatable();
    }

    private BoundExpression InputFor(Place place, BoundParameter parameter, SourceSpan at)
    {
        if (names.Find(parameter.Name) is { } input)
        {
            var value = new BoundLocal(at, input.Type, input.Name);
            return new ExpressionBinder(place, names).Converted(value with { At = input.At }, parameter.Type, $"'{parameter.Name}' of the schedule") is BoundMissing missing ? missing : value;
        }

        AddInput(parameter);
        return new BoundLocal(at, parameter.Type, parameter.Name);
    }

    private void AddInput(BoundParameter parameter)
    {
        inputs.Add(parameter);
        names.Set(new Local(parameter.Name, parameter.Type, parameter.At));
    }

    // On the command line a name that nothing is called is an input, with the range and the default of the parameter it is given to.
    private void InventInputs(SpecFile file, EquatableArray<ArgumentSyntax> arguments, IReadOnlyList<BoundParameter> parameters)
    {
        if (!file.SeesEverything)
        {
            return;
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var parameter = argument.Name is { } name ? parameters.FirstOrDefault(p => p.Name == name.Text) : i < parameters.Count ? parameters[i] : null;
            if (argument is { IsIndex: false, Where: null, Value: NameSyntax { Name: { Length: > 0 } free } } && parameter is { Type.Kind: TypeKind.Number or TypeKind.Truth }
                && names.Find(free) is null && !LocalNames.BuiltIn.Contains(free))
            {
                AddInput(parameter with { Name = free, At = file.At(argument.Value) });
            }
        }
    }

    private void BindTransforms()
    {
        var applied = new List<BoundApply>();
        foreach (var (file, apply) in Of<ApplySyntax>())
        {
            var place = PlaceIn(file);
            if (file.SeesEverything && place.TryResolve<TransformSymbol>(apply.Transform.Parts) is { } transform)
            {
                InventInputs(file, apply.Arguments, transform.Parameters);
                if (apply.When is NameSyntax { Name: { Length: > 0 } flag } when && names.Find(flag) is null)
                {
                    AddInput(new BoundParameter(flag, file.At(when), SpecType.Truth, null, null, new BoundTruth(file.At(when), true), null));
                }
            }

            if (ApplyBinder.Bind(place, names, apply) is { } bound)
            {
                applied.Add(bound);
            }
        }

        symbol.Transforms = applied.ToEquatable();
    }

    private void BindTiming()
    {
        if (Required(ChoiceKind.Timing) is not var (file, choice))
        {
            return;
        }

        var place = PlaceIn(file);
        symbol.Timing = place.Resolve<TimingSymbol>(choice.Target.Parts);
        if (symbol.Timing is { } timing)
        {
            InventInputs(file, choice.Arguments, timing.Parameters);
            symbol.TimingArguments = ApplyBinder.Arguments(place, names, timing.Name, place.At(choice.Target), choice.Arguments, timing.Parameters, _ => true);
        }
    }

    private void BindDefinitions()
    {
        var outer = symbol.Schedule?.Table;
        var own = statements.Where(s => s.Statement is DefinitionSyntax or LetSyntax or RequireSyntax).ToList();
        var table = new DefinitionTable(symbol.Name, PlaceIn(own.Count > 0 ? own[0].File : home) with { Timing = symbol.Timing?.Table }, names, outer);
        foreach (var (file, statement) in own)
        {
            table.Add(statement, file);
        }

        foreach (var definition in table.Own)
        {
            if (outer?.Find(definition.Path) is { } other)
            {
                table.Place.Report(definition.PathAt.OutputTwice(definition.Path, other.PathAt));
            }
        }

        symbol.Definitions = table.BindAll();
        symbol.Sensitivities = new SensitivityBinder(table, names, inputs).Bind(Of<SensitivitySyntax>());
        symbol.Expectations = Of<ExpectSyntax>().Select(e => ExpectBinder.Bind(table.Place with { File = e.File }, names, e.Statement, inputs)).ToEquatable();
        symbol.Asked = AskedBinder.Bind(table.Place, names, asked).ToEquatable();
    }

    private void WarnOfUnused()
    {
        foreach (var (file, input) in Of<InputSyntax>())
        {
            var name = input.Parameter.Name;
            if (name.Text is not ("batch" or "") && !names.IsUsed(name.Text))
            {
                PlaceIn(file).Report(file.At(name).UnusedInput(name.Text));
            }
        }
    }

    private Place PlaceIn(SpecFile file) => new(file, symbol, "an analysis") { HasHardware = true, HasSteps = true, Variables = StepVariables.Batch };

    private IEnumerable<(SpecFile File, TStatement Statement)> Of<TStatement>()
        where TStatement : StatementSyntax
        => statements.Where(s => s.Statement is TStatement).Select(s => (s.File, (TStatement)s.Statement));

    private (SpecFile File, ChoiceSyntax Choice)? Choice(ChoiceKind kind)
    {
        (SpecFile File, ChoiceSyntax Choice)? first = null;
        foreach (var (file, choice) in Of<ChoiceSyntax>().Where(c => c.Statement.Kind == kind))
        {
            if (first is not var (firstFile, firstChoice))
            {
                first = (file, choice);
            }
            else
            {
                PlaceIn(file).Report(file.At(choice).RepeatedPart(kind.ToString().ToLowerInvariant(), firstFile.At(firstChoice)));
            }
        }

        return first;
    }

    private (SpecFile File, ChoiceSyntax Choice)? Required(ChoiceKind kind)
    {
        var choice = Choice(kind);
        if (choice is null)
        {
            PlaceIn(home).Report(symbol.At.MissingPart(symbol.Name, kind.ToString().ToLowerInvariant()));
        }

        return choice;
    }
}
