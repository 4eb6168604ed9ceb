using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Images;

/// <summary>A plan as bytes, and back: all of it but the plan that it was made of.</summary>
internal static class PlanImage
{
    public static void Write(ImageWriter to, EvaluatorPlan plan)
    {
        to.Text(plan.Name);
        to.Text(plan.Documentation);
        to.Origin(plan.Origin);
        to.Each(plan.Inputs, x => WriteInput(to, x));
        to.Each(plan.Attributes, x => WriteAttribute(to, x));
        to.Each(plan.Nodes, x => WriteNode(to, x));
        to.Each(plan.Loops, x => WriteLoop(to, x));
        to.Each(plan.Guards, x => WriteGuard(to, x));
        to.Each(plan.Outputs, x => WriteOutput(to, x));
        to.Each(plan.Tables, x => WriteTable(to, x));
        to.Each(plan.Notes, x => WriteNote(to, x));
    }

    /// <exception cref="InvalidDataException">These bytes are no plan.</exception>
    public static EvaluatorPlan Read(ImageReader from)
    {
        var name = from.Word();
        var documentation = from.Text();
        var origin = from.Origin();
        return new(
            name,
            from.Each(() => ReadInput(from)),
            from.Each(() => ReadAttribute(from)),
            from.Each(() => ReadNode(from)),
            from.Each(() => ReadLoop(from)),
            from.Each(() => ReadGuard(from)),
            from.Each(() => ReadOutput(from)),
            from.Each(() => ReadTable(from)))
        {
            Documentation = documentation,
            Origin = origin,
            Notes = from.Each(() => ReadNote(from)),
        };
    }

    private static void WriteInput(ImageWriter to, PlanInput input)
    {
        to.Text(input.Name);
        to.Text(input.TypeName);
        to.Dimension(input.Dimension);
        to.Real(input.Scale);
        to.Real(input.Low);
        to.Real(input.High);
        to.Real(input.Default);
        to.Truth(input.IsWhole);
        to.Text(input.Documentation);
        to.Origin(input.Origin);
    }

    private static PlanInput ReadInput(ImageReader from)
        => new(from.Word(), from.Word(), from.Dimension(), from.Real(), from.Real(), from.Real(), from.Real(), from.Truth(), from.Text()) { Origin = from.Origin() };

    private static void WriteAttribute(ImageWriter to, PlanAttribute attribute)
    {
        to.Number(attribute.Device);
        to.Text(attribute.Name);
        to.Text(attribute.TypeName);
        to.Dimension(attribute.Dimension);
    }

    private static PlanAttribute ReadAttribute(ImageReader from) => new(from.Number(), from.Word(), from.Word(), from.Dimension());

    // Most nodes are no constants, and most values of those that are none are 0.
    private static void WriteNode(ImageWriter to, PlanNode node)
    {
        to.Byte((byte)node.Op);
        to.Byte((byte)((byte)node.Depends | (IsBare(node) ? 0 : HasValue)));
        to.Number(node.A);
        to.Number(node.B);
        to.Number(node.C);
        to.Number(node.Loop);
        to.Dimension(node.Dimension);
        if (!IsBare(node))
        {
            to.Real(node.Value);
        }
    }

    private static PlanNode ReadNode(ImageReader from)
    {
        var op = (PlanOp)from.Byte();
        var flags = from.Byte();
        var (a, b, c, loop, dimension) = (from.Number(), from.Number(), from.Number(), from.Number(), from.Dimension());
        return new(op, a, b, c, (flags & HasValue) != 0 ? from.Real() : 0, dimension, (PlanDependence)(flags & ~HasValue), loop);
    }

    private const byte HasValue = 0x80;

    private static bool IsBare(PlanNode node) => BitConverter.DoubleToInt64Bits(node.Value) == 0;

    private static void WriteLoop(ImageWriter to, PlanLoop loop)
    {
        to.Number(loop.Low);
        to.Number(loop.High);
        to.Number(loop.Index);
        to.Numbers(loop.Body);
        to.Numbers(loop.Folds);
        to.Number(loop.Outer);
        to.Text(loop.Origin);
    }

    private static PlanLoop ReadLoop(ImageReader from)
        => new(from.Number(), from.Number(), from.Number(), from.Numbers(), from.Numbers(), from.Number(), from.Word());

    private static void WriteGuard(ImageWriter to, PlanGuard guard)
    {
        to.Number(guard.Condition);
        to.Text(guard.Message);
        to.Number(guard.Attribute);
    }

    private static PlanGuard ReadGuard(ImageReader from) => new(from.Number(), from.Word(), from.Number());

    private static void WriteOutput(ImageWriter to, PlanOutput output)
    {
        to.Text(output.Name);
        to.Number(output.Node);
        to.Dimension(output.Dimension);
        to.Text(output.TypeName);
        to.Text(output.Documentation);
        to.Origin(output.Origin);
    }

    private static PlanOutput ReadOutput(ImageReader from)
        => new(from.Word(), from.Number(), from.Dimension(), from.Word(), from.Text()) { Origin = from.Origin() };

    private static void WriteTable(ImageWriter to, PlanTable table)
    {
        to.Text(table.Step);
        to.Each(table.Columns, c => WriteColumn(to, c));
        to.Each(table.Rows, r => WriteRow(to, r));
        to.Numbers(table.Totals);
    }

    private static PlanTable ReadTable(ImageReader from)
        => new(from.Word(), from.Each(() => ReadColumn(from)), from.Each(() => ReadRow(from)), from.Numbers());

    private static void WriteColumn(ImageWriter to, PlanColumn column)
    {
        to.Text(column.Name);
        to.Byte((byte)column.Kind);
        to.Dimension(column.Dimension);
    }

    private static PlanColumn ReadColumn(ImageReader from) => new(from.Word(), (PlanColumnKind)from.Byte(), from.Dimension());

    private static void WriteRow(ImageWriter to, PlanRow row)
    {
        to.Text(row.Name);
        to.Text(row.Group);
        to.Text(row.Operator);
        to.Number(row.Count);
        to.Numbers(row.Shape);
        to.Numbers(row.Cells);
        to.Number(row.Bound);
        to.Text(row.Documentation);
        to.Origin(row.Origin);
    }

    private static PlanRow ReadRow(ImageReader from)
        => new(from.Word(), from.Word(), from.Word(), from.Number(), from.Numbers(), from.Numbers(), from.Number()) { Documentation = from.Text(), Origin = from.Origin() };

    private static void WriteNote(ImageWriter to, PlanNote note)
    {
        to.Number(note.Node);
        to.Text(note.Name);
        to.Text(note.Remark);
        to.Text(note.Formula);
    }

    private static PlanNote ReadNote(ImageReader from) => new(from.Number(), from.Text(), from.Text(), from.Text());
}
