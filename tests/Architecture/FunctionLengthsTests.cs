namespace Align.Tests.Architecture;

public sealed class FunctionLengthsTests
{
    private const string Sample = """
        namespace Align.Sample;

        /// <summary>A { brace in a comment.</summary>
        public sealed class Sample(int size) : IDisposable
        {
            private static readonly int[] Table = [
                1,
                2,
            ];
            private readonly Dictionary<string, int> _names = new()
            {
                ["}"] = 1,
            };

            [Obsolete("[")]
            [Other(new[] { 1 })]
            public int Three(
                int more) =>
                size + more;

            public string Name { get; set; } = "";

            public static List<int> Listed => new()
            {
                1,
            };

            public void Five()
            {
                if (size > 0)
                {
                }
            }

            private int Seven
            {
                get
                {
                    return 7;
                }
            }

            private readonly record struct Inner(int X)
            {
                public int One() => X;
            }

            public static bool operator ==(Sample a, Sample b) => true;

            public int Defaults(int a = 1, Func<int, int>? b = null)
            {
                return (a == 1) ? 1 : 2;
            }

            public void Call() => Run(new Thing
            {
                A = 1,
            });
        }

        internal enum Kind
        {
            A,
            B,
        }
        """;

    [Fact]
    public void Functions_are_found_with_their_lengths()
    {
        var found = FunctionLengths.Of(Sample).Select(function => (function.Signature.Split('(')[0], function.Lines));

        Assert.Equal(
            [
                ("public int Three", 3), ("public string Name { get; set; }", 1), ("public void Five", 6), ("private int Seven", 7),
                ("public int One", 1), ("public static bool operator ==", 1), ("public int Defaults", 4), ("public void Call", 4),
            ],
            found);
    }

    [Fact]
    public void A_function_is_reported_at_its_first_line() =>
        Assert.Equal(16 + 1, FunctionLengths.Of(Sample).First().Line);

    [Fact]
    public void A_long_function_is_seen_as_long()
    {
        var body = string.Concat(Enumerable.Repeat("        Act();\n", 38));

        var function = Assert.Single(FunctionLengths.Of($"class A\n{{\n    void Long()\n    {{\n{body}    }}\n}}\n"));

        Assert.Equal(41, function.Lines);
    }
}
