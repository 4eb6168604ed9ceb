using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>How texts group. Baselines show every construct once; here is what is easily got wrong.</summary>
public class GrammarTests
{
    [Theory]
    [InlineData("a + b - c", "(Chain Add Subtract (Name a) (Name b) (Name c))")]
    [InlineData("a + b * c", "(Chain Add (Name a) (Chain Multiply (Name b) (Name c)))")]
    [InlineData("(a + b) * c", "(Chain Multiply (Chain Add (Name a) (Name b)) (Name c))")]
    [InlineData("a / b % c", "(Chain Divide Remainder (Name a) (Name b) (Name c))")]
    [InlineData("-a ^ b", "(Unary Negate (Binary Power (Name a) (Name b)))")]
    [InlineData("a ^ -b ^ c", "(Binary Power (Name a) (Unary Negate (Binary Power (Name b) (Name c))))")]
    [InlineData("a ^ b ^ c", "(Binary Power (Name a) (Binary Power (Name b) (Name c)))")]
    [InlineData("-a * -b", "(Chain Multiply (Unary Negate (Name a)) (Unary Negate (Name b)))")]
    [InlineData("a - -b", "(Chain Subtract (Name a) (Unary Negate (Name b)))")]
    [InlineData("a or b and not c == d", "(Chain Or (Name a) (Chain And (Name b) (Unary Not (Binary Equal (Name c) (Name d)))))")]
    [InlineData("a and b and c or d", "(Chain Or (Chain And And (Name a) (Name b) (Name c)) (Name d))")]
    [InlineData("a + 1 <= b * 2", "(Binary LessOrEqual (Chain Add (Name a) (Quantity 1)) (Chain Multiply (Name b) (Quantity 2)))")]
    [InlineData("a in b..c + 1", "(InRange (Name a) (Name b) (Chain Add (Name c) (Quantity 1)))")]
    [InlineData("a in {1, -2} and b in c", "(Chain And (InSet (Name a) (Set (Quantity 1) (Unary Negate (Quantity 2)))) (InSet (Name b) (Name c)))")]
    [InlineData("a is not only b | c", "(Is Negated Only (Name a) (Identifier b) (Identifier c))")]
    [InlineData("not a.b is c", "(Unary Not (Is (Member (Name a) (Identifier b)) (Identifier c)))")]
    [InlineData("if a then b else if c then d else e", "(If (Name a) (Name b) (If (Name c) (Name d) (Name e)))")]
    [InlineData("if a then b else c + d", "(If (Name a) (Name b) (Chain Add (Name c) (Name d)))")]
    [InlineData("80% * 2 bit", "(Chain Multiply (Quantity 80 Percent) (Quantity 2 (Identifier bit)))")]
    [InlineData("4 GB/s / 2", "(Chain Divide (Quantity 4 (Identifier GB) (Identifier s)) (Quantity 2))")]
    [InlineData("a.b.c(d).e", "(Member (Call (Member (Member (Name a) (Identifier b)) (Identifier c)) (Argument (Name d))) (Identifier e))")]
    [InlineData("layer[16].k", "(Iteration (Name layer) (Quantity 16) (Identifier k))")]
    [InlineData("f()", "(Call (Name f))")]
    [InlineData("f(a, b: c)", "(Call (Name f) (Argument (Name a)) (Argument (Identifier b) (Name c)))")]
    [InlineData("sum(i in 1..n - 1, i)", "(Call (Name sum) (Argument (Identifier i) (Quantity 1) (Chain Subtract (Name n) (Quantity 1))) (Argument (Name i)))")]
    [InlineData("f(i in set)", "(Call (Name f) (Argument (InSet (Name i) (Name set))))")]
    [InlineData("f((i in 1..2))", "(Call (Name f) (Argument (InRange (Name i) (Quantity 1) (Quantity 2))))")]
    [InlineData("s.total(a where b is c)", "(Call (Member (Name s) (Identifier total)) (Argument (Name a) (Is (Name b) (Identifier c))))")]
    [InlineData("weight + input * result", "(Chain Add (Name weight) (Chain Multiply (Name input) (Name result)))")]
    [InlineData("true and \"x\" == y", "(Chain And (Truth Value) (Binary Equal (Text Value=\"x\") (Name y)))")]
    public void Expressions(string text, string expected) => Assert.Equal(expected, SyntaxPrinter.Tree(Parsing.Expression(text)));

    /// <summary>Keywords are names wherever they are given a value.</summary>
    [Theory]
    [InlineData("architecture A() steps p { input = f(x)  weight = input  repeat = let  in_cache = x in cache }", 4)]
    [InlineData("architecture A() steps p { input = input [1]  x = inputs[3].k }", 2)]
    [InlineData("schedule s { let = 1  require(c) = 2  let.x = 3  total: usd = 4 }", 4)]
    [InlineData("analysis A { model = 1  on: usd = 2  input(c) = 3  expect (a) == b  apply.x = 4  when = 5 }", 6)]
    [InlineData("analysis A { expect a at b: 1 at = 2 }", 2)]
    [InlineData("hardware H { title = 1  expect = 2  from = 3 from \"x\"  from = 4 }", 4)]
    [InlineData("operator f() { reads = 1  result = 2  weight w: [1] of 2 bit of = 3  cache = 4 }", 5)]
    [InlineData("operator f() { reads nothing  reads x  nothing = 1 }", 3)]
    [InlineData("transform t { set set = 1  every weight { every = 1 }  schedule schedule { schedule = 1 } }", 3)]
    public void Keywords_are_contextual(string text, int statements)
    {
        dynamic declaration = Parsing.Tree(text).Declarations[0];

        Assert.Equal(statements, (int)declaration.Body.Count);
    }

    [Fact]
    public void Documentation_belongs_to_what_follows_it()
    {
        var tree = Parsing.Tree("/// The file's.\n\n/// Operator.\noperator f(\n  /// Parameter.\n  x: tensor) {\n  /// Cost.\n  /// More.\n  flops = 1 }");
        var f = Assert.IsType<Compiler.Syntax.OperatorSyntax>(tree.Declarations[0]);

        Assert.Equal("Operator.", f.Documentation);
        Assert.Equal("Parameter.", f.Parameters[0].Documentation);
        Assert.Equal("Cost.\nMore.", f.Body[0].Documentation);
    }

    [Fact]
    public void Every_spec_is_read_without_a_mistake()
    {
        foreach (var source in SpecFiles.All)
        {
            var diagnostics = Compiler.Syntax.SpecParser.Parse(source).Diagnostics;
            Assert.True(diagnostics.Count == 0, Compiler.Diagnostics.DiagnosticRenderer.Render(diagnostics));
        }
    }
}
