using System.Collections;
using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules of any kind.</summary>
            /// <param name="modules">Its first items.</param>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            /// <summary>A list of modules of one kind.</summary>
            /// <param name="modules">Its first items.</param>
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }

    namespace Modules
    {
        /// <summary>A list of modules, registered under their positions: <c>0</c>, <c>1</c>, …</summary>
        /// <remarks>Fill the list before a parent registers it: positions taken later are not portable to every provider of this API.</remarks>
        /// <typeparam name="T">The kind of its items.</typeparam>
        public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
        {
            private readonly List<T> _items = [];

            /// <summary>Creates a list.</summary>
            /// <param name="modules">Its first items.</param>
            public ModuleList(params T[] modules) : base(nameof(ModuleList<>))
            {
                if (modules is not null)
                    extend(modules);
            }

            /// <inheritdoc/>
            public int Count => _items.Count;

            /// <inheritdoc/>
            public bool IsReadOnly => false;

            /// <inheritdoc/>
            public T this[int index]
            {
                get => _items[index];
                set
                {
                    _items[index] = value;
                    NumberModules(_items);
                }
            }

            /// <inheritdoc/>
            public void Add(T item) => extend([item]);

            /// <summary>Adds items at the end.</summary>
            /// <param name="parameters">The items.</param>
            public void append(params T[] parameters) => extend(parameters);

            /// <summary>Adds items at the end.</summary>
            /// <param name="modules">The items.</param>
            public void extend(IEnumerable<T> modules)
            {
                _items.AddRange(modules);
                NumberModules(_items);
            }

            /// <inheritdoc/>
            public void Insert(int index, T item)
            {
                _items.Insert(index, item);
                NumberModules(_items);
            }

            /// <inheritdoc/>
            public bool Remove(T item)
            {
                var removed = _items.Remove(item);
                NumberModules(_items);
                return removed;
            }

            /// <inheritdoc/>
            public void RemoveAt(int index)
            {
                _items.RemoveAt(index);
                NumberModules(_items);
            }

            /// <inheritdoc/>
            public void Clear()
            {
                _items.Clear();
                NumberModules(_items);
            }

            /// <inheritdoc/>
            public bool Contains(T item) => _items.Contains(item);

            /// <inheritdoc/>
            public int IndexOf(T item) => _items.IndexOf(item);

            /// <inheritdoc/>
            public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

            /// <inheritdoc/>
            public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            /// <summary>The items are registered by position as the list changes.</summary>
            protected override void RegisterComponents()
            {
            }
        }
    }
}
