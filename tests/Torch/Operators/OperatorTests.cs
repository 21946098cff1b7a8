namespace Align.Tests.Torch;

public class OperatorTests
{
    private static readonly OperatorTable Table = OperatorTable.Load();

    private static readonly Dictionary<string, OperatorRow> Rows =
        new[] { PointwiseRows.Rows, ReductionRows.Rows, ShapeRows.Rows, InPlaceRows.Rows }.SelectMany(rows => rows).ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_gives_what_PyTorch_gives(string name)
    {
        using var scope = torch.NewDisposeScope();
        var actual = Rows[name].Call(new OperatorInputs(Table));
        var expected = Table.Answer(name);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(
            actual.to(ScalarType.Float64).allclose(expected.to(ScalarType.Float64), rtol: 2e-6, atol: 1e-7, equal_nan: true),
            $"expected {expected.str()}{Environment.NewLine}actual {actual.str()}");
    }

    [Fact]
    public void Every_row_has_an_answer_and_every_answer_a_row() =>
        Assert.Equal(Table.RowNames.Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_call_in_place_returns_its_own_tensor()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(3);
        Assert.Same(x, x.add_(1).mul_(2).sqrt_().clamp_(0, 1));
    }
}
