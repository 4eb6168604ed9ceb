using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>
/// Aligns what lines of one kind that follow each other have in common: the <c>=</c> of assignments (several in a line make a table), the types of inputs,
/// what follows a keyword. An empty line, or a line that opens or closes a block, ends a run; comments, further lines of a statement, conditions on one line
/// and, among assignments, <c>let</c>s (which are aligned among themselves) do not.
/// </summary>
internal static class HeadAlignment
{
    private enum Kind
    {
        None,
        Assignments,
        Lets,
        Inputs,
        Attributes,
        Channels,
        Choices,
        Stores,
        Rules,
        Models,
    }

    public static void Align(List<FormatLine> lines, Token[] tokens, TreeFacts facts, Columns columns)
    {
        var run = new List<List<(int First, int Last, int Operator)>>();
        var lets = new List<List<(int First, int Last, int Operator)>>();
        var (kind, depth) = (Kind.None, -1);
        foreach (var line in lines)
        {
            if (line.AfterBlank)
            {
                Flush();
            }

            if (line.IsComment || IsTransparent(line, tokens, facts, depth))
            {
                continue;
            }

            var (next, cells) = CellsOf(line, facts.StartingAt(tokens[line.First].Start), tokens, facts);
            var goesOn = next == kind || (next is Kind.Lets or Kind.Assignments && kind is Kind.Lets or Kind.Assignments);
            if (!goesOn || tokens[line.First].Depth != depth)
            {
                Flush();
            }

            (kind, depth) = (next, tokens[line.First].Depth);
            if (kind != Kind.None)
            {
                (kind == Kind.Lets ? lets : run).Add(cells);
            }
        }

        Flush();

        void Flush()
        {
            Table.Align(run, columns);
            Table.Align(lets, columns);
            run.Clear();
            lets.Clear();
            (kind, depth) = (Kind.None, -1);
        }
    }

    /// <summary>A further line of a statement, or a condition that is written on one line.</summary>
    private static bool IsTransparent(FormatLine line, Token[] tokens, TreeFacts facts, int depth)
    {
        var first = tokens[line.First];
        return facts.StartingAt(first.Start) switch
        {
            null => !first.Kind.IsClosing() && first.Depth >= depth && depth >= 0,
            IfStatementSyntax condition => first.Depth == depth && condition.Span.End <= tokens[line.Last].End,
            _ => false,
        };
    }

    private static (Kind Kind, List<(int First, int Last, int Operator)> Cells) CellsOf(FormatLine line, SyntaxNode? node, Token[] tokens, TreeFacts facts)
    {
        var cells = new List<(int First, int Last, int Operator)>();
        var first = line.First;
        var opensBlock = tokens[line.Last].Kind == TokenKind.OpenBrace;
        switch (node)
        {
            case { } when IsAssignment(node):
                return (TryAssignments(line, tokens, facts, cells) ? node is LetSyntax or FillSyntax { IsLet: true } ? Kind.Lets : Kind.Assignments : Kind.None, cells);
            case InputSyntax or AttributeSyntax or ChannelSyntax:
                AddTyped(line, node, tokens, cells);
                return (node is InputSyntax ? Kind.Inputs : node is AttributeSyntax ? Kind.Attributes : Kind.Channels, cells);
            case TitleSyntax or SourceSyntax or ApplySyntax or ApplyToSyntax or KeyTitleSyntax or ChoiceSyntax or ExpectSyntax when IsOnlyStatement(line, tokens, facts):
                cells.Add((first, first, -1));
                cells.Add((first + 1, line.Last, -1));
                return (Kind.Choices, cells);
            case StoreSyntax or ResultSyntax or FlowsSyntax when IsOnlyStatement(line, tokens, facts) && !opensBlock:
                cells.Add((first, first, -1));
                cells.Add((first + 1, line.Last, -1));
                return (Kind.Stores, cells);
            case EveryRuleSyntax when !opensBlock && line.Count > 2:
                cells.Add((first, first + 1, -1));
                cells.Add((first + 2, line.Last, -1));
                return (Kind.Rules, cells);
            case ModelSyntax when !opensBlock && line.Count > 2:
                cells.Add((first, first + 1, -1));
                cells.Add((first + 2, line.Last, -1));
                return (Kind.Models, cells);
            default:
                return (Kind.None, cells);
        }
    }

    private static bool IsAssignment(SyntaxNode node) =>
        node is LetSyntax or FillSyntax or AssignmentSyntax or NodeSyntax or DefinitionSyntax or DeviceValueSyntax or SetRuleSyntax or PatternNodeSyntax;

    /// <summary>Name and operator of each assignment are one cell, its value is the next.</summary>
    private static bool TryAssignments(FormatLine line, Token[] tokens, TreeFacts facts, List<(int First, int Last, int Operator)> cells)
    {
        var depth = tokens[line.First].Depth;
        var start = line.First;
        var op = -1;
        for (var i = line.First; i <= line.Last; i++)
        {
            if (i > start && tokens[i].Depth == depth && facts.StartingAt(tokens[i].Start) is { } next)
            {
                if (op < 0 || !IsAssignment(next))
                {
                    return false;
                }

                cells.Add((op + 1, i - 1, -1));
                (start, op) = (i, -1);
            }

            if (op < 0 && tokens[i].Depth == depth && tokens[i].Kind.IsAssignment())
            {
                op = i;
                cells.Add((start, i, i));
            }
        }

        if (op < 0 || op == line.Last)
        {
            return false;
        }

        cells.Add((op + 1, line.Last, -1));
        return true;
    }

    /// <summary><c>input name:</c>, the type, and the rest.</summary>
    private static void AddTyped(FormatLine line, SyntaxNode node, Token[] tokens, List<(int First, int Last, int Operator)> cells)
    {
        var type = node switch
        {
            InputSyntax input => input.Parameter.Type,
            AttributeSyntax attribute => attribute.Type,
            _ => ((ChannelSyntax)node).Type,
        };
        var first = line.First;
        for (var i = line.First; i < line.Last; i++)
        {
            if (tokens[i + 1].Start == type.Span.Start || tokens[i].End == type.Span.End)
            {
                cells.Add((first, i, -1));
                first = i + 1;
            }
        }

        cells.Add((first, line.Last, -1));
    }

    private static bool IsOnlyStatement(FormatLine line, Token[] tokens, TreeFacts facts)
    {
        if (line.Count < 2)
        {
            return false;
        }

        for (var i = line.First + 1; i <= line.Last; i++)
        {
            if (tokens[i].Depth == tokens[line.First].Depth && facts.StartingAt(tokens[i].Start) is not null)
            {
                return false;
            }
        }

        return true;
    }
}
