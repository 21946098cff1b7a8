using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

[Collection(nameof(Alone))]
public class LinkTests
{
    [SkippableFact]
    public void Only_the_OpenMP_build_of_OpenBLAS_is_loaded()
    {
        using var scope = torch.NewDisposeScope();
        _ = torch.randn(64, 64).mm(torch.randn(64, 64)).sum().item<float>();
        var maps = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).Where(path => path.StartsWith('/')).Distinct().ToArray();
        var blas = maps.Where(path => Path.GetFileName(path).StartsWith("libopenblas", StringComparison.Ordinal)
            || Path.GetFileName(path).StartsWith("libblas", StringComparison.Ordinal)
            || Path.GetFileName(path).StartsWith("liblapack", StringComparison.Ordinal)).ToArray();
        var systems = maps.Any(path => path.StartsWith("/usr/lib/", StringComparison.Ordinal) && path.Contains("libtorch_cpu", StringComparison.Ordinal));
        Skip.If(!systems, "libtorch is not the system's: it brings its own BLAS");
        Skip.If(Directory.GetDirectories("/usr/lib", "openblas-openmp", new EnumerationOptions { MaxRecursionDepth = 1, RecurseSubdirectories = true }).Length == 0, "libopenblas0-openmp is not installed");
        Assert.NotEmpty(blas);
        Assert.All(blas, path => Assert.Contains("/openblas-openmp/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        var before = torch.get_num_threads();
        torch.set_num_threads(1);
        Assert.Equal(1, torch.get_num_threads());
        torch.set_num_threads(before);
        Assert.Throws<ArgumentOutOfRangeException>(() => torch.set_num_threads(0));
    }

    [Fact]
    public void CUDA_queries_answer_on_every_machine()
    {
        Assert.Equal(torch.cuda.device_count() > 0, torch.cuda.is_available());
        if (torch.cuda.is_available()) torch.cuda.synchronize();
        else Assert.ThrowsAny<ExternalException>(() => torch.ones(1).cuda());
    }

    [Fact]
    public void The_version_is_a_version() => Assert.Matches(@"^\d+\.\d+", torch.__version__);
}
