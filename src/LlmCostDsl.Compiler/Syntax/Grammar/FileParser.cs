using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary><c>[llmspec 1] {import} {declaration}</c>; an import that stands too late is read all the same.</summary>
internal sealed class FileParser : Parser<Token, FileSyntax>
{
    private static readonly Parser<Token, QuantitySyntax?> Version =
        Blocks.Nullable(Declarations.Version).RecoverWith(static error => new SkipToDeclaration<QuantitySyntax>(error.Start)).OrDefault();

    private static readonly Parser<Token, PathSyntax?> Import =
        Blocks.Nullable(Declarations.Import).RecoverWith(static error => new SkipToDeclaration<PathSyntax>(error.Start));

    public override bool TryParse(ParseState<Token> state, out FileSyntax result)
    {
        var imports = new List<PathSyntax>();
        var declarations = new List<DeclarationSyntax>();
        QuantitySyntax? version = null;
        if (IsWord(state, "llmspec"))
        {
            _ = Version.TryParse(state, out version);
        }

        while (state.Current.Kind != TokenKind.End)
        {
            if (IsWord(state, "import"))
            {
                _ = Import.TryParse(state, out var import);
                AddIfRead(imports, import);
            }
            else
            {
                _ = Declarations.Any.TryParse(state, out var declaration);
                AddIfRead(declarations, declaration);
            }
        }

        var span = TextSpan.FromBounds(state[0].Start, state.Position > 0 ? state[state.Position - 1].End : state[0].Start);
        result = new FileSyntax(span, version, imports.ToEquatable(), declarations.ToEquatable());
        return true;
    }

    private static bool IsWord(ParseState<Token> state, string word) => state.Current is { Kind: TokenKind.Name, IsNamed: false } token && token.Text == word;

    private static void AddIfRead<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }

    private sealed class SkipToDeclaration<T>(int start) : Parser<Token, T?>
        where T : class
    {
        public override bool TryParse(ParseState<Token> state, out T? result)
        {
            result = null;
            state.Position = Math.Max(state.Position, start + 1);
            while (state.Current.Kind != TokenKind.End && !(state.Current.Depth == 0 && Recovery.IsDeclarationStart(state, state.Position)))
            {
                state.Position++;
            }

            return true;
        }
    }
}
