namespace Align.Tests.Torch;

/// <summary>The tensors that the rows work on, as operators.json has them.</summary>
internal sealed class OperatorInputs(OperatorTable table)
{
    public Tensor x { get; } = table.Input("x");

    public Tensor y { get; } = table.Input("y");

    public Tensor p { get; } = table.Input("p");

    public Tensor u { get; } = table.Input("u");

    public Tensor odd { get; } = table.Input("odd");

    public Tensor n { get; } = table.Input("n");

    public Tensor n2 { get; } = table.Input("n2");

    public Tensor k { get; } = table.Input("k");

    public Tensor row { get; } = table.Input("row");

    public Tensor cube { get; } = table.Input("cube");

    public Tensor square2 { get; } = table.Input("square2");

    public Tensor pick { get; } = table.Input("pick");
}
