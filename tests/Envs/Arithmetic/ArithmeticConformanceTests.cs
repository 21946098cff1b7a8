using Align.Core;
using Align.Envs.Arithmetic;

namespace Align.Tests.Envs.Arithmetic;

public sealed class ArithmeticConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new ArithmeticEnvironment(new ArithmeticOptions());
}

public sealed class SampledArithmeticConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new ArithmeticEnvironment(new ArithmeticOptions
    {
        Operations = [ArithmeticOperation.Mul, ArithmeticOperation.Sub, ArithmeticOperation.Add],
        MinDigits = 1,
        MaxDigits = 9,
    });
}
