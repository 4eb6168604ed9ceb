using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// Writes sums and products anew, so that an evaluation takes fewer operations: what constants and the device decide is combined first, once when a
/// device is bound; terms in the same quantity are one; a factor that several terms have is taken out. Values change in their last digits and nowhere
/// else, so that what must keep its bits (<see cref="Exactness"/>) is copied as it is, with all that it is made of.
/// </summary>
/// <remarks>
/// Infinities and what is no number stay what they are: a quantity is only taken out of a sum where the inputs' ranges show that it is finite, and
/// multiplied into one where they show that no term vanishes. No terms of different sign are put together, as their digits might cancel.
/// </remarks>
internal sealed class Regrouping
{
    // Longer sums are written in pieces of this length, each of which is worth its name.
    private const int MostTerms = 128;

    private readonly EvaluatorPlan plan;
    private readonly Exactness exactness;
    private readonly UseCount uses;
    private readonly PlanWriter writer;
    private readonly SumWriter sums;
    private readonly HashSet<int> named;
    private readonly TwoForms forms;
    private readonly List<Term>?[] terms;

    private Regrouping(EvaluatorPlan plan)
    {
        this.plan = plan;
        exactness = new(plan);
        uses = new(plan, exactness);
        writer = new(plan);
        sums = new(writer);
        named = [.. plan.Notes.Where(n => n.Name is not null || n.Remark is not null).Select(n => n.Node)];
        forms = new(plan, writer, exactness, Rewritten);
        terms = new List<Term>?[plan.Nodes.Count];
    }

    /// <returns>The plan as it was where nothing is gained.</returns>
    public static EvaluatorPlan Apply(EvaluatorPlan plan)
    {
        var regrouped = new Regrouping(plan).Write();
        PlanEstimate before = PlanEstimate.Of(plan), after = PlanEstimate.Of(regrouped);
        return after.Evaluation + after.Iterations < before.Evaluation + before.Iterations ? regrouped : plan;
    }

    private EvaluatorPlan Write()
    {
        for (var n = 0; n < plan.Nodes.Count; n++)
        {
            forms.Copy(n);
            if (forms.IsRewritten(n))
            {
                Rewrite(n);
            }
        }

        return forms.Finish();
    }

    // What only sums and products read is written when one of them wants it whole.
    private void Rewrite(int number)
    {
        terms[number] = IsArithmetic(number) ? TermsOf(number) : null;
        if (terms[number] is null || named.Contains(number) || uses.IsAskedFor(number))
        {
            forms.Cheap(number);
        }
    }

    private int Rewritten(int number)
        => terms[number] is { } sum ? sums.Write(sum, plan.Nodes[number].Dimension) : writer.Copy(plan.Nodes[number], o => forms.Read(o, number));

    private bool IsArithmetic(int number) => plan.Nodes[number].Op is PlanOp.Add or PlanOp.Subtract or PlanOp.Multiply or PlanOp.Divide;

    private List<Term> TermsOf(int number)
    {
        var node = plan.Nodes[number];
        List<Term> a = Seen(node.A, number), b = node.Op == PlanOp.Divide ? SeenBelow(node.B, number) : Seen(node.B, number);
        if (node.Op is PlanOp.Add or PlanOp.Subtract)
        {
            var isNegative = node.Op == PlanOp.Subtract;
            if (a.Count + b.Count > MostTerms || (isNegative && b.Any(t => t.Coefficient == 0)))
            {
                (a, b) = (a.Count < b.Count ? a : [Atom(node.A, number)], a.Count < b.Count || isNegative ? [Atom(node.B, number)] : b);
            }

            a.AddRange(isNegative ? b.Select(t => t with { Coefficient = -t.Coefficient }) : b);
            return a;
        }

        var isQuotient = node.Op == PlanOp.Divide;
        return a.Count == 1 && b.Count == 1 && Term.Combine(a[0], b[0], isQuotient) is { } product ? [product]
            : b.Count == 1 && a.Count > 1 && sums.CanSpread(b[0], a) && Spread(a, b[0], isQuotient) is { } spread ? spread
            : a.Count == 1 && b.Count > 1 && !isQuotient && sums.CanSpread(a[0], b) && Spread(b, a[0], false) is { } other ? other
            : [Term.Combine(a.Count == 1 ? a[0] : Atom(node.A, number), b.Count == 1 ? b[0] : Atom(node.B, number), isQuotient) ?? Whole(number)];
    }

    // What is too wild to be taken apart.
    private Term Whole(int number) => Term.Of(writer.Copy(plan.Nodes[number], o => forms.Read(o, number)));

    private static List<Term>? Spread(List<Term> sum, Term factor, bool isQuotient)
    {
        var products = sum.Select(t => Term.Combine(t, factor, isQuotient)).OfType<Term>().ToList();
        return products.Count == sum.Count ? products : null;
    }

    private Term Atom(int operand, int by) => Term.Of(forms.Read(operand, by));

    // Several divisions by one product share it, and maybe its reciprocal.
    private List<Term> SeenBelow(int divisor, int by)
        => plan.Nodes[divisor].Op != PlanOp.Constant && !uses.IsOnlyUse(divisor, by) && !writer.IsEarly(forms.Read(divisor, by)) ? [Atom(divisor, by)] : Seen(divisor, by);

    /// <summary>An operand as the sum it is, where nobody else needs it whole; a list of its own.</summary>
    private List<Term> Seen(int operand, int by)
    {
        if (plan.Nodes[operand] is { Op: PlanOp.Constant, Value: var value } && !double.IsNaN(value))
        {
            return [Term.Number(value)];
        }

        if (forms.IsExact(operand, by) || terms[operand] is not { } sum || named.Contains(operand))
        {
            return [Atom(operand, by)];
        }

        var isOwn = sum.Count == 1 || (plan.Nodes[operand].Loop == plan.Nodes[by].Loop && uses.IsOnlyUse(operand, by));
        return isOwn ? [.. sum] : [Atom(operand, by)];
    }
}
