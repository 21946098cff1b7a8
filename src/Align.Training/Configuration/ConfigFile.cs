using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>Reads configuration files.</summary>
internal static class ConfigFile
{
    private const long MaxFileLength = 1 << 20;

    /// <summary>The file's text.</summary>
    /// <exception cref="ConfigurationException">It is missing, cannot be read or is no configuration by its length.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw Refused(path, "a directory, not a configuration file", RemedyForDirectory(path));
        }
        try
        {
            return File.Exists(path) && new FileInfo(path).Length > MaxFileLength
                ? throw Refused(path, "longer than 1 MiB, which no configuration is", "name the YAML file of an experiment")
                : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, "no such file", "check the path; shipped configurations lie in experiments/");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, $"cannot be read: {exception.Message}", "check the path and its permissions");
        }
    }

    /// <summary>The text's mapping of keys; other problems are added to <paramref name="problems"/>.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">Its file name, for messages.</param>
    /// <param name="example">A file that shows what is expected.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <exception cref="ConfigurationException">It holds none.</exception>
    public static MappingNode Root(string text, string source, string example, List<ConfigurationProblem> problems)
    {
        var root = YamlReader.Read(text, source, withLines: true, problems);
        if (root is MappingNode mapping)
        {
            return mapping;
        }
        if (problems.Count == 0)
        {
            problems.Add(new(source, "", root is null ? "the file is empty" : $"expected a mapping of keys, found {root.Kind}", Remedy: $"start from {example}"));
        }
        throw new ConfigurationException(source, problems);
    }

    private static string RemedyForDirectory(string path) =>
        Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal).FirstOrDefault() is { } file ? $"name a file in it, such as {file}" : "name the YAML file of an experiment";

    private static ConfigurationException Refused(string path, string problem, string remedy) =>
        new(path, [new(path, "", problem, Remedy: remedy)]);
}
