using System.ComponentModel.DataAnnotations;
using Align.Envs.Arithmetic;

namespace Align.Tests.Envs.Arithmetic;

public sealed class ArithmeticOptionsTests
{
    public static TheoryData<string, ArithmeticOptions> Refused => new()
    {
        { nameof(ArithmeticOptions.MinDigits), new ArithmeticOptions { MinDigits = 0 } },
        { nameof(ArithmeticOptions.MaxDigits), new ArithmeticOptions { MaxDigits = 10 } },
        { "min_digits", new ArithmeticOptions { MinDigits = 3, MaxDigits = 2 } },
        { nameof(ArithmeticOptions.TestFraction), new ArithmeticOptions { TestFraction = 0 } },
        { nameof(ArithmeticOptions.TestFraction), new ArithmeticOptions { TestFraction = 0.91 } },
        { nameof(ArithmeticOptions.TestFraction), new ArithmeticOptions { TestFraction = double.NaN } },
        { nameof(ArithmeticOptions.Operations), new ArithmeticOptions { Operations = [] } },
        { "twice", new ArithmeticOptions { Operations = [ArithmeticOperation.Add, ArithmeticOperation.Add] } },
        { "unknown", new ArithmeticOptions { Operations = [(ArithmeticOperation)7] } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_range_is_refused_by_name(string named, ArithmeticOptions options)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ArithmeticEnvironment(options));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new ArithmeticOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    // One digit has 55 unordered sums; of a hundred seeds at one in a hundred, more than half hold none out.
    [Fact]
    public void An_empty_split_is_refused()
    {
        var refusals = Enumerable.Range(0, 100).Select(seed => Record.Exception(() => new ArithmeticEnvironment(new ArithmeticOptions { MinDigits = 1, MaxDigits = 1, TestFraction = 0.01, Seed = seed })));

        Assert.Contains(refusals, refusal => refusal is ArgumentException && refusal.Message.Contains("test_fraction", StringComparison.Ordinal));
    }
}
