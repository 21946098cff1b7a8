namespace Align.Training.Supervision;

/// <summary>The native libraries of this process that the last bits of a result depend on: libtorch, BLAS, OpenMP and the decode kernels.</summary>
internal static class NumericLibraries
{
    private const string Maps = "/proc/self/maps";
    private static readonly string[] s_marks = ["torch_cpu", "torch_cuda", "blas", "lapack", "mkl", "gomp", "iomp", "libomp", "cublas", "cudnn", "align_kernels"];

    /// <summary>Their files with links resolved, so that names tell versions; sorted. Empty where the system does not list them (it is not Linux).</summary>
    public static IReadOnlyList<string> Loaded()
    {
        if (!File.Exists(Maps))
        {
            return [];
        }
        return [.. File.ReadLines(Maps)
            .Select(PathIn)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(IsNumeric)
            .Order(StringComparer.Ordinal)];
    }

    // A line ends with the mapped file's path, where there is one: the first '/' begins it.
    private static string? PathIn(string line) => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : null;

    private static bool IsNumeric(string path)
    {
        var name = Path.GetFileName(path);
        return name.Contains(".so", StringComparison.Ordinal) && s_marks.Any(mark => name.Contains(mark, StringComparison.Ordinal));
    }
}
