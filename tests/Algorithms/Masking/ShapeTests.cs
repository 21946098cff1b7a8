using Align.Algorithms.Masking;

namespace Align.Tests.Algorithms.Masking;

public sealed class ShapeTests
{
    [Fact]
    public void Tensors_whose_axes_agree_pass()
    {
        using var scope = torch.NewDisposeScope();
        Shape.Require(Sample.Matrix(1, 2, 1, 2), "N T").And(Sample.Vector(1), "N").Mask(Sample.Mask(1, 2, 1, 0), "N T")
            .Ids(torch.tensor(new long[] { 1, 2 }, [1, 2]), "N T");
    }

    [Fact]
    public void A_size_that_differs_names_both_tensors()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 2, 1, 2);
        var oldLogProbs = Sample.Matrix(1, 3, 1, 2, 3);
        var error = Assert.Throws<ArgumentException>(() => Shape.Require(logProbs, "N T").And(oldLogProbs, "N T"));
        Assert.Contains("oldLogProbs has shape [1, 3]; T must be 2, as in logProbs.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_axis_is_refused_instead_of_broadcast()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Vector(1, 2);
        Assert.Throws<ArgumentException>(() => Shape.Require(logProbs, "N T"));
    }

    [Fact]
    public void A_mask_of_numbers_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 2, 1, 2);
        var error = Assert.Throws<ArgumentException>(() => Shape.Require(logProbs, "N T").Mask(logProbs, "N T"));
        Assert.Contains("Bool", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixed_precision_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 2, 1, 2);
        var single = logProbs.to(ScalarType.Float32);
        Assert.Throws<ArgumentException>(() => Shape.Require(logProbs, "N T").And(single, "N T"));
    }

    [Fact]
    public void Whole_numbers_are_no_log_probabilities()
    {
        using var scope = torch.NewDisposeScope();
        var ids = torch.tensor(new long[] { 1, 2 }, [1, 2]);
        Assert.Throws<ArgumentException>(() => Shape.Require(ids, "N T"));
    }
}
