using Align.Algorithms.Statistics;

namespace Align.Tests.Algorithms.Statistics;

public class CorrelationTests
{
    [Fact]
    public void Pearson_by_hand()
    {
        // x − 2 = −1, 0, 1 and y − 3 = −2, 1, 1: 3/√(2·6) = √3/2.
        Sample.Close(Math.Sqrt(3) / 2, Correlation.Pearson([1, 2, 3], [1, 4, 4])!.Value);
    }

    [Fact]
    public void Equal_numbers_share_their_mean_rank() => Assert.Equal([1, 3.5, 3.5, 2, 5], Correlation.Ranks([0.1, 0.7, 0.7, 0.2, 0.9]));

    [Fact]
    public void Spearman_sees_order_alone()
    {
        Sample.Close(1, Correlation.Spearman([1, 2, 3, 4], [1, 10, 100, 1000])!.Value);
        Sample.Close(-1, Correlation.Spearman([1, 2, 3], [3, 2, 1])!.Value);
        // Ranks 1 2 3 against 1 2.5 2.5: Pearson 1.5/√(2·1.5) = √3/2.
        Sample.Close(Math.Sqrt(3) / 2, Correlation.Spearman([1, 2, 3], [5, 6, 6])!.Value);
    }

    [Fact]
    public void Constant_or_short_lists_have_none()
    {
        Assert.Null(Correlation.Pearson([1, 1], [1, 2]));
        Assert.Null(Correlation.Spearman([1, 2], [3, 3]));
        Assert.Null(Correlation.Pearson([1], [1]));
        Assert.Null(Correlation.Pearson([], []));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1]));
    }
}
