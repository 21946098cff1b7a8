using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Align.Core;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration.Binding;

/// <summary>A key of a record: the property behind it and the instance that holds it.</summary>
/// <param name="Key">The key in YAML.</param>
/// <param name="Property">The property.</param>
/// <param name="Target">The record, or the flattened record inside it.</param>
internal sealed record Slot(string Key, PropertyInfo Property, object Target)
{
    private static readonly NullabilityInfoContext s_nullability = new();
    private static readonly Lock s_gate = new();

    /// <summary>Whether the record has no default for it.</summary>
    public bool IsRequired => Property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>Whether it is a path that starts at the folder of the file that names it.</summary>
    public bool IsFilePath => Property.IsDefined(typeof(FilePathAttribute));

    /// <summary>Whether <c>none</c> stands for an empty list.</summary>
    public bool NoneIsEmpty => Property.IsDefined(typeof(NoneIsEmptyAttribute));

    /// <summary>Whether null is a value.</summary>
    public bool IsNullable
    {
        get
        {
            lock (s_gate) // NullabilityInfoContext caches without locks.
            {
                return s_nullability.Create(Property).WriteState == NullabilityState.Nullable;
            }
        }
    }

    /// <summary>The property's type, without <see cref="Nullable{T}"/>.</summary>
    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>Its value now.</summary>
    public object? Value => Property.GetValue(Target);

    /// <summary>Sets it.</summary>
    public void Set(object? value) => Property.SetValue(Target, value);

    /// <summary>The checks that its attributes ask for.</summary>
    public IEnumerable<ValidationAttribute> Checks => Property.GetCustomAttributes<ValidationAttribute>();

    /// <summary>The slots of a record, in the order of its declaration, base types first, flattened records in their place.</summary>
    public static IReadOnlyList<Slot> Of(object record)
    {
        var slots = new List<Slot>();
        foreach (var property in SettableProperties(record.GetType()))
        {
            if (property.IsDefined(typeof(FlattenedAttribute)))
            {
                slots.AddRange(Of(property.GetValue(record)!));
            }
            else
            {
                slots.Add(new(KeyPath.ToSnakeCase(property.Name), property, record));
            }
        }
        return slots;
    }

    private static IEnumerable<PropertyInfo> SettableProperties(Type type)
    {
        var inherited = type.BaseType is { } parent && parent != typeof(object) ? SettableProperties(parent) : [];
        var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod?.IsPublic == true && property.GetMethod?.IsPublic == true)
            .OrderBy(property => property.MetadataToken);
        return inherited.Concat(own);
    }
}
