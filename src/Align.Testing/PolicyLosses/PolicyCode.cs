using System.Globalization;
using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>A failing batch as a test case in C#.</summary>
internal static class PolicyCode
{
    public static string Of(Law law, IPolicyLoss loss, PolicyExample example, string breach)
    {
        using var scope = torch.NewDisposeScope();
        var text = LiteralCode.Opening(law, breach);
        text.AppendLine("using var scope = torch.NewDisposeScope();");
        text.AppendLine(CultureInfo.InvariantCulture, $"var loss = {LiteralCode.New(loss)};");
        text.AppendLine("var tokens = new PolicyTokens").AppendLine("{");
        foreach (var (field, tensor) in PolicyTensors.Of(example.ToTokens()))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {field} = {LiteralCode.Of(tensor)},");
        }
        text.AppendLine("};");
        text.AppendLine(CultureInfo.InvariantCulture, $"PolicyLossLaws.{law.Name}.Verify(loss, tokens);");
        return text.ToString();
    }
}
