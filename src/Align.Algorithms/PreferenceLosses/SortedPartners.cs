using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Optimal transport between two sets of numbers on a line: the k-th smallest of one is the partner of the k-th smallest of the other.</summary>
public static class SortedPartners
{
    /// <summary>For each value, the partner value, in the values' own order; equal values keep their order.</summary>
    /// <param name="values">Floating point [N].</param>
    /// <param name="partners">[N].</param>
    /// <returns>[N], constant.</returns>
    /// <exception cref="ArgumentException">The sets differ in size.</exception>
    public static Tensor Of(Tensor values, Tensor partners)
    {
        Shape.Require(values, "N").And(partners, "N");
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var order = Order(values);
        var (sorted, _) = partners.detach().sort(0, stable: true);
        return torch.zeros_like(sorted).scatter(0, order, sorted).MoveToOuterDisposeScope();
    }

    /// <summary>The indices that sort the values, ascending, int64 [N].</summary>
    public static Tensor Order(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var unrecorded = torch.no_grad();
        var (sorted, order) = values.detach().sort(0, stable: true);
        sorted.Dispose();
        return order;
    }
}
