using Align.Core;
using Align.Rewards.MathAnswer;

namespace Align.Tests.Rewards.MathAnswer;

/// <summary>What counts as the same answer, kind by kind, with the near-misses beside it.</summary>
public sealed class MathAnswerEqualityTests
{
    [Theory]
    [InlineData("1234", "1,234", "1{,}234", @"1\,234", "1234.0", "+1234", "1.234e3", @"1.234\times10^3", "01234", "x = 1234", @"\text{1234}", "1234.", "$1234$", @"\$1234", "1234 dollars", @"1234\text{ cm}")]
    [InlineData("2,125", "2125", "2,125.00", "2,125 miles")]
    [InlineData("11,111,111,100", "11111111100", @"11,\!111,\!111,\!100")]
    [InlineData("-8", "−8", "- 8", @"-\frac{16}{2}", "(-8)", "2-10 = -8")]
    [InlineData("0.5", ".5", "1/2", @"\frac12", @"\tfrac{1}{2}", "50\\%", "0.50", "½", "5e-1", "5 \\cdot 10^{-1}")]
    [InlineData(@"\frac{1}{3}", "1/3", "2/6", @"0.\overline{3}", @"\frac{-1}{-3}", @"33\frac{1}{3}\%", @"3^{-1}")]
    [InlineData(@"137\frac{1}{2}", "137.5", "275/2", "137 1/2", @"137\frac12", @"\frac{275}{2}")]
    [InlineData(@"-1\frac{4}{5}", "-1.8", "-9/5", "-1 4/5")]
    [InlineData(@"\frac{270}7", @"\frac{270}{7}", "270/7", @"38\frac47")]
    [InlineData("4.5e33", @"4.5\times 10^{33}", @"4.5 \cdot 10^{33}", "45e32", "4.5E+33", "4.5*10^33")]
    [InlineData(".0000672", "6.72e-5", "0.0000672")]
    public Task Numbers_are_equal_in_every_notation(string gold, params string[] answers) => Expect(1, gold, answers);

    [Theory]
    [InlineData("1234", "1235", "-1234", "1,235", "1 234", "12,34", "1234%", "12345", "123", "1234 or 1235", "1234 thousand", "not 1234", "0x1234", "12e34", "1234+1", "1234 1234")]
    [InlineData("0.5", "0.05", "5", "0.51", "-0.5", "5%", "0.5%", "2")]
    [InlineData(@"\frac{1}{3}", "0.333", "0.3333333333333333333333", "3", @"\frac{1}{4}", "-1/3", "1/33", @"\frac{1}{3}\%")]
    [InlineData(@"137\frac{1}{2}", "137", "137.05", "68.5", @"137\frac{1}{3}")]
    [InlineData("2,125", "2125000", "2.125", "2,126", "2", "125")]
    [InlineData("1000000000000000000000", "1000000000000000000001", "1e20")]
    public Task Another_number_is_no_match(string gold, params string[] answers) => Expect(0, gold, answers);

    [Theory]
    [InlineData(@"2\sqrt{5}", @"\sqrt{20}", @"2 \sqrt 5", @"\sqrt{5}\cdot2", "2sqrt(5)", "2√5", @"\frac{10}{\sqrt{5}}", @"20^{1/2}")]
    [InlineData(@"\frac{\sqrt{3}}{3}", @"\frac{1}{\sqrt{3}}", @"\sqrt{\frac13}", @"3^{-1/2}", "sqrt(3)/3", @"\frac{1}{3}\sqrt{3}")]
    [InlineData(@"11\sqrt{5}+11", @"11(\sqrt5+1)", @"11+11\sqrt{5}", @"\frac{44}{\sqrt5-1}")]
    [InlineData(@"18+2\pi", "2π+18", @"2(\pi + 9)", "18+2pi")]
    [InlineData(@"\frac{20000}{\pi}", @"20000/\pi", @"20000\pi^{-1}")]
    [InlineData("6+9i", "9i+6", @"3(2+3i)", @"(6 + 9 i)")]
    [InlineData(@"\sqrt[3]{54}", @"3\sqrt[3]{2}", @"54^{1/3}")]
    [InlineData(@"\ln2+i\pi/3", @"\frac{i\pi}{3}+\ln 2", @"\ln(2) + \frac{\pi i}{3}")]
    [InlineData(@"2^{10}", "1024")]
    [InlineData(@"\cot x", @"\frac{\cos x}{\sin x}", @"\cotx", @"1/\tan(x)")]
    [InlineData(@"\frac{e^{t}}{3}+ce^{-2t}", @"ce^{-2t}+e^{t}/3", @"\frac{e^t + 3ce^{-2t}}{3}")]
    [InlineData("5!", "120")]
    [InlineData(@"\binom{5}{2}", "10")]
    [InlineData("|-3|", "3")]
    [InlineData(@"30^\circ", "30", @"30\text{ degrees}", @"\frac{\pi}{6}", "30°")]
    public Task Exact_values_are_equal_in_every_form(string gold, params string[] answers) => Expect(1, gold, answers);

    [Theory]
    [InlineData(@"2\sqrt{5}", @"2\sqrt{6}", @"\sqrt{10}", "4.47", "4.47213595499958", @"-2\sqrt5", @"5\sqrt{2}")]
    [InlineData(@"18+2\pi", @"18\pi+2", "24.28", @"20\pi", @"18-2\pi")]
    [InlineData("6+9i", "6-9i", "9+6i", "6+9", "15i")]
    [InlineData(@"\cot x", @"\tan x", @"\cot y", @"\cot 2x")]
    [InlineData("I(0)", "0", "I", "I(1)")]
    [InlineData(@"\frac{dx}{dt}", @"\frac{x}{t}")]
    [InlineData(@"10^{15}\sin t", @"(10^{15}+1)\sin t")]
    [InlineData(@"4210_{5}", "4210", "555", "4210_{6}", "4211_5")]
    [InlineData("(B)", "(C)", "A", "(B) 12", "AB", "8")]
    [InlineData("SRMC", "SRAC", "MRSC", "LRMC")]
    [InlineData("even", "odd", "not even", "even or odd")]
    public Task Another_value_is_no_match(string gold, params string[] answers) => Expect(0, gold, answers);

    [Theory]
    [InlineData("6r^2-4r-24", "-24+6r^2-4r", "2(3r^2-2r-12)", @"6 r^{2} - 4 r - 24", "6r*r-4r-24")]
    [InlineData("(a+5)(b+2)", "ab+2a+5b+10", "(b+2)(a+5)", "a b + 5b + 2a + 10")]
    [InlineData(@"\frac{11+9a}{20}", @"\frac{9a+11}{20}", @"\frac{11}{20}+\frac{9}{20}a", "0.55+0.45a")]
    [InlineData(@"\frac{x^2-1}{x-1}", "x+1")]
    [InlineData("y=-2x", "y = -2x", "2x+y=0", "-2x=y", "2y=-4x")]
    [InlineData("5x-7y+11z+4=0", "5x-7y+11z=-4", "-5x+7y-11z-4=0", "10x-14y+22z+8=0")]
    [InlineData("x=5", "5", "5=x", "x = 5.0")]
    [InlineData("(B)", "B", "b", @"\text{(B)}", @"\textbf{(B)}", "(b)")]
    [InlineData("Evelyn", @"\text{Evelyn}", "evelyn", "**Evelyn**.", "EVELYN")]
    [InlineData("4210_{5}", "4210_5")]
    public Task Expressions_equations_and_words_are_equal_in_every_form(string gold, params string[] answers) => Expect(1, gold, answers);

    [Theory]
    [InlineData("6r^2-4r-24", "6r^2+4r-24", "6r^2-4r-25", "6s^2-4s-24", "6r^2-4r", "6r^3-4r-24", "6r^2-4r-24=0")]
    [InlineData("y=-2x", "y=2x", "x=-2y", "y=-2x+1", "-2x", "y=-2z")]
    [InlineData("x=5", "y=5", "x=6", "x=-5", "6")]
    [InlineData("5", "3=5", "x=5=6", "5=6", "x=y=6", "5<6", "x>5")]
    public Task Another_expression_or_equation_is_no_match(string gold, params string[] answers) => Expect(0, gold, answers);

    [Theory]
    [InlineData("(6,31,-1)", "(6, 31, -1)", @"\left(6,31,-1\right)", "(12/2,31,-1)")]
    [InlineData("[-2,7]", @"\left[-2, 7\right]", @"x\in[-2,7]", @"-2\le x\le 7", @"7 \geq x \geq -2")]
    [InlineData(@"(\frac{3}{5},\frac{8}{3}]", "(0.6, 8/3]", @"0.6<x\le\frac83")]
    [InlineData(@"(-\infty,2)\cup(3,\infty)", @"(3,+\infty)\cup(-\infty,2)", @"x<2\text{ or }x>3")]
    [InlineData("-2,1", "1,-2", "1, -2", @"\{-2,1\}", "1 and -2", @"x=1\text{ or }x=-2")]
    [InlineData("3,5,7", "7,5,3", "3, 5, and 7", "{3,5,7}")]
    [InlineData(@"1\pm\sqrt{19}", @"1+\sqrt{19},1-\sqrt{19}", @"\{1-\sqrt{19},1+\sqrt{19}\}", @"1 \mp \sqrt{19}")]
    [InlineData(@"\{1\pm\sqrt{5},-2\}", @"-2,1-\sqrt5,1+\sqrt5", @"\{-2, 1\pm\sqrt{5}\}")]
    [InlineData(@"\begin{pmatrix}-1/3\\2/3\\5/3\end{pmatrix}", @"\begin{bmatrix} -\frac13 \\ \frac23 \\ \frac53 \end{bmatrix}", @"\frac13\begin{pmatrix}-1\\2\\5\end{pmatrix}")]
    [InlineData(@"\begin{pmatrix}-1&0\\0&-1\end{pmatrix}", @"-\begin{pmatrix}1 & 0 \\ 0 & 1 \\ \end{pmatrix}")]
    public Task Structures_are_equal_item_by_item(string gold, params string[] answers) => Expect(1, gold, answers);

    [Theory]
    [InlineData("(6,31,-1)", "(31,6,-1)", "(6,31)", "[6,31,-1]", "6,31,-1", "(6,31,1)", "(6,31,-1,0)")]
    [InlineData("[-2,7]", "(-2,7]", "[-2,7)", "[7,-2]", "[-2,8]", @"-2<x\le 7")]
    [InlineData(@"(-\infty,2)\cup(3,\infty)", @"(-\infty,2]\cup(3,\infty)", @"(-\infty,2)", @"(-\infty,2)\cup(3,4)", @"(2,\infty)")]
    [InlineData("-2,1", "2,1", "-2", "-2,1,3", "(-2,1)", "-2,-2", "-1")]
    [InlineData(@"1\pm\sqrt{19}", @"1+\sqrt{19}", @"1\pm\sqrt{17}", @"-1\pm\sqrt{19}")]
    [InlineData(@"\begin{pmatrix}-7\\16\\5\end{pmatrix}", @"\begin{pmatrix}-7&16&5\end{pmatrix}", @"\begin{pmatrix}16\\-7\\5\end{pmatrix}", @"\begin{pmatrix}-7\\16\end{pmatrix}", "(-7,16,5)")]
    public Task Another_order_bracket_or_item_is_no_match(string gold, params string[] answers) => Expect(0, gold, answers);

    [Theory]
    [InlineData("5 cm", "5 cm", @"5\text{ cm}", "5 centimeters", "5")]
    [InlineData("12 square inches", @"12\text{ in}^2", @"12\text{ in}^{2}", "12 inches^2", "12")]
    [InlineData("60 miles per hour", @"60\text{ miles/hour}", "60 mi/h")]
    [InlineData(@"10\%", "10%", "0.1", "10 percent", "1/10", "10")]
    [InlineData(@"\$18.90", "18.9", "$18.90", "18.90 dollars")]
    public Task A_unit_may_be_left_out_but_not_changed(string gold, params string[] answers) => Expect(1, gold, answers);

    [Theory]
    [InlineData("5 cm", "5 m", @"5\text{ mm}", "5 cm^2", "6 cm", "5%")]
    [InlineData(@"10\%", "1000", "10 cm", "0.01", "11%")]
    [InlineData("2", "2 k", "2k", "2m", "2x")]
    public Task Another_unit_is_no_match(string gold, params string[] answers) => Expect(0, gold, answers);

    [Fact]
    public async Task A_percent_sign_is_the_unit_of_the_gold_answer_where_the_question_asks_for_percent()
    {
        Assert.Equal(1, await Score("25", @"\boxed{25\%}", question: "What percent of them are red?"));
        Assert.Equal(1, await Score("25", @"\boxed{25\%}", question: "Give the share as a percentage of the whole."));
        Assert.Equal(0, await Score("25", @"\boxed{25\%}", question: "How many are red?"));
        Assert.Equal(1, await Score("25", @"\boxed{25\%}", question: "Find the percent of candies that are yellow."));
        Assert.Equal(1, await Score("25", @"\boxed{25\%}", question: "How much more likely is it (expressed as a percentage)?"));
        Assert.Equal(0, await Score("25", @"\boxed{25\%}", question: "With a discount of 20 percent, how many dollars does she pay?"));
        Assert.Equal(0, await Score("25", @"\boxed{25\%}", question: "If the percentage of flights within a state is the same for both, what is the least number of cities?"));
        Assert.Equal(0, await Score("25", @"\boxed{25\%}", question: "What is the price if the percentage of tax is 5?"));
        Assert.Equal(0, await Score("25", @"\boxed{25\%}", question: "What is 20 percent of 125?"));
        Assert.Equal(0, await Score("25", @"\boxed{0.25}", question: "What percent of them are red?"));
    }

    [Fact]
    public async Task A_tolerance_is_for_numbers_alone()
    {
        var options = new MathAnswerOptions { RelativeTolerance = 0.01 };

        Assert.Equal(1, await Score("4.5e33", @"\boxed{4.52\times10^{33}}", options));
        Assert.Equal(0, await Score("4.5e33", @"\boxed{4.6\times10^{33}}", options));
        Assert.Equal(1, await Score(@"\frac{1}{3}", @"\boxed{0.333}", options));
        Assert.Equal(0, await Score("1000x", @"\boxed{1001x}", options));
    }

    [Fact]
    public async Task Further_units_come_by_option()
    {
        Assert.Equal(0, await Score("18", @"\boxed{18\text{ eggs}}"));
        Assert.Equal(1, await Score("18", @"\boxed{18\text{ eggs}}", new MathAnswerOptions { ExtraUnits = ["eggs"] }));
    }

    internal static async Task<double> Score(string gold, string completion, MathAnswerOptions? options = null, string question = "What is it?") =>
        Assert.IsType<RewardOutcome.Scored>(await new MathAnswerReward(options ?? new()).ScoreAsync(
            new Prompt(0, question) { Answer = gold }, RewardConformance.CompletionOf(completion), CancellationToken.None)).Value;

    private static async Task Expect(double score, string gold, string[] answers)
    {
        var wrong = new List<string>();
        foreach (var answer in answers)
        {
            if (await Score(gold, $@"I think that it is \boxed{{{answer}}}.") != score)
            {
                wrong.Add(answer);
            }
        }
        Assert.True(wrong.Count == 0, $"gold {gold}: not {score}: {string.Join("  |  ", wrong)}");
    }
}
