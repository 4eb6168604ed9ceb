using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>
/// Sequences that become a node of the tree: <see cref="Parser.Map"/> with the span of all that was read as first argument.
/// </summary>
internal static class Nodes
{
    public static Parser<Token, R> Node<A, R>(Func<TextSpan, A, R> make, Parser<Token, A> a) =>
        new NodeParser<A, R>(make, a);

    public static Parser<Token, R> Node<A, B, R>(Func<TextSpan, A, B, R> make, Parser<Token, A> a, Parser<Token, B> b) =>
        new NodeParser<A, B, R>(make, a, b);

    public static Parser<Token, R> Node<A, B, C, R>(
        Func<TextSpan, A, B, C, R> make, Parser<Token, A> a, Parser<Token, B> b, Parser<Token, C> c) =>
        new NodeParser<A, B, C, R>(make, a, b, c);

    public static Parser<Token, R> Node<A, B, C, D, R>(
        Func<TextSpan, A, B, C, D, R> make, Parser<Token, A> a, Parser<Token, B> b, Parser<Token, C> c, Parser<Token, D> d) =>
        new NodeParser<A, B, C, D, R>(make, a, b, c, d);

    public static Parser<Token, R> Node<A, B, C, D, E, R>(
        Func<TextSpan, A, B, C, D, E, R> make, Parser<Token, A> a, Parser<Token, B> b, Parser<Token, C> c, Parser<Token, D> d, Parser<Token, E> e) =>
        new NodeParser<A, B, C, D, E, R>(make, a, b, c, d, e);

    public static Parser<Token, R> Node<A, B, C, D, E, F, R>(
        Func<TextSpan, A, B, C, D, E, F, R> make, Parser<Token, A> a, Parser<Token, B> b, Parser<Token, C> c, Parser<Token, D> d, Parser<Token, E> e, Parser<Token, F> f) =>
        new NodeParser<A, B, C, D, E, F, R>(make, a, b, c, d, e, f);

    public static Parser<Token, R> Node<A, B, C, D, E, F, G, R>(
        Func<TextSpan, A, B, C, D, E, F, G, R> make, Parser<Token, A> a, Parser<Token, B> b, Parser<Token, C> c, Parser<Token, D> d, Parser<Token, E> e, Parser<Token, F> f, Parser<Token, G> g) =>
        new NodeParser<A, B, C, D, E, F, G, R>(make, a, b, c, d, e, f, g);

    /// <summary>The span from a token to the one read last.</summary>
    public static TextSpan SpanFrom(ParseState<Token> state, int start)
    {
        var from = state[start].Start;
        return TextSpan.FromBounds(from, Math.Max(from, state.Position > start ? state[state.Position - 1].End : from));
    }

    private sealed class NodeParser<A, R>(
        Func<TextSpan, A, R> make, Parser<Token, A> pA) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a))
            {
                result = make(SpanFrom(state, start), a);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, R>(
        Func<TextSpan, A, B, R> make, Parser<Token, A> pA, Parser<Token, B> pB) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b))
            {
                result = make(SpanFrom(state, start), a, b);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, C, R>(
        Func<TextSpan, A, B, C, R> make, Parser<Token, A> pA, Parser<Token, B> pB, Parser<Token, C> pC) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b)
                && pC.TryParse(state, out var c))
            {
                result = make(SpanFrom(state, start), a, b, c);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, C, D, R>(
        Func<TextSpan, A, B, C, D, R> make, Parser<Token, A> pA, Parser<Token, B> pB, Parser<Token, C> pC, Parser<Token, D> pD) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b)
                && pC.TryParse(state, out var c)
                && pD.TryParse(state, out var d))
            {
                result = make(SpanFrom(state, start), a, b, c, d);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, C, D, E, R>(
        Func<TextSpan, A, B, C, D, E, R> make, Parser<Token, A> pA, Parser<Token, B> pB, Parser<Token, C> pC, Parser<Token, D> pD, Parser<Token, E> pE) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b)
                && pC.TryParse(state, out var c)
                && pD.TryParse(state, out var d)
                && pE.TryParse(state, out var e))
            {
                result = make(SpanFrom(state, start), a, b, c, d, e);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, C, D, E, F, R>(
        Func<TextSpan, A, B, C, D, E, F, R> make, Parser<Token, A> pA, Parser<Token, B> pB, Parser<Token, C> pC, Parser<Token, D> pD, Parser<Token, E> pE, Parser<Token, F> pF) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b)
                && pC.TryParse(state, out var c)
                && pD.TryParse(state, out var d)
                && pE.TryParse(state, out var e)
                && pF.TryParse(state, out var f))
            {
                result = make(SpanFrom(state, start), a, b, c, d, e, f);
                return true;
            }

            result = default!;
            return false;
        }
    }

    private sealed class NodeParser<A, B, C, D, E, F, G, R>(
        Func<TextSpan, A, B, C, D, E, F, G, R> make, Parser<Token, A> pA, Parser<Token, B> pB, Parser<Token, C> pC, Parser<Token, D> pD, Parser<Token, E> pE, Parser<Token, F> pF, Parser<Token, G> pG) : Parser<Token, R>
    {
        public override bool TryParse(ParseState<Token> state, out R result)
        {
            var start = state.Position;
            if (pA.TryParse(state, out var a)
                && pB.TryParse(state, out var b)
                && pC.TryParse(state, out var c)
                && pD.TryParse(state, out var d)
                && pE.TryParse(state, out var e)
                && pF.TryParse(state, out var f)
                && pG.TryParse(state, out var g))
            {
                result = make(SpanFrom(state, start), a, b, c, d, e, f, g);
                return true;
            }

            result = default!;
            return false;
        }
    }
}
