using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Align.Core;
using Align.Training.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Align.Cli.Rewards;

/// <summary>A reward of one C# file, compiled. None of its code has run.</summary>
/// <param name="Assembly">The assembly's bytes.</param>
/// <param name="Type">The class that implements <see cref="IReward"/>.</param>
internal sealed record CompiledReward(ReadOnlyMemory<byte> Assembly, string Type)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Align.Core;
        """;

    // A configuration is read more than once; its files are compiled once as long as they stay as they are.
    private static readonly ConcurrentDictionary<string, CompiledReward> s_known = new(StringComparer.Ordinal);
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(References);

    /// <summary>Compiles a file.</summary>
    /// <exception cref="PluginRewardException">It is missing, does not compile or holds not exactly one reward; errors have file, line and column.</exception>
    public static CompiledReward Of(string path)
    {
        var text = Read(path);
        var key = path + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return s_known.GetOrAdd(key, _ => Compile(path, text));
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRewardException([$"{path} cannot be read: {exception.Message}"]);
        }
    }

    private static CompiledReward Compile(string path, string text)
    {
        var compilation = CSharpCompilation.Create(
            $"reward-{Path.GetFileNameWithoutExtension(path)}",
            [Parse(text, path), Parse(Usings, "usings")],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new PluginRewardException([.. errors.Select(Describe)]);
        }
        return new(assembly.ToArray(), RewardTypeOf(compilation, path));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), s_language, path);

    private static string Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return FormattableString.Invariant($"{place.Path}:{place.StartLinePosition.Line + 1}:{place.StartLinePosition.Character + 1}: {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private static string RewardTypeOf(CSharpCompilation compilation, string path)
    {
        var wanted = compilation.GetTypeByMetadataName(typeof(IReward).FullName!)!;
        var found = TypesIn(compilation.Assembly.GlobalNamespace)
            .Where(type => type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false } && type.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default))
            .ToList();
        return found switch
        {
            [var type] when type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public) => MetadataName(type),
            [var type] => throw Refused(path, $"{type.Name} has no public constructor without parameters"),
            [] => throw Refused(path, $"no class in it implements {nameof(IReward)}"),
            _ => throw Refused(path, $"{string.Join(" and ", found.Select(type => type.Name))} implement {nameof(IReward)}; one class of a file can be the reward"),
        };
    }

    private static PluginRewardException Refused(string path, string problem) => new([$"{path}: {problem}"]);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol place) => place.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    // The framework that runs this program, and what plug-in authors see of it.
    private static ImmutableArray<MetadataReference> References()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework);
        return [.. trusted.Append(typeof(IReward).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
