namespace Align.Core;

/// <summary>Marks an option that is a path: where relative, it starts at the folder of the configuration that names it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
