namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that maps one input to a result.</summary>
        /// <typeparam name="T">Type of the input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input">The input.</param>
            public abstract TResult forward(T input);

            /// <summary>Runs the module.</summary>
            /// <param name="input">The input.</param>
            public TResult call(T input) => forward(input);
        }

        /// <summary>A module that maps two inputs to a result.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }

        /// <summary>A module that maps three inputs to a result.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="T3">Type of the third input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);
        }

        /// <summary>A module that maps four inputs to a result.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="T3">Type of the third input.</typeparam>
        /// <typeparam name="T4">Type of the fourth input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => forward(input1, input2, input3, input4);
        }

        /// <summary>A module that maps five inputs to a result.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="T3">Type of the third input.</typeparam>
        /// <typeparam name="T4">Type of the fourth input.</typeparam>
        /// <typeparam name="T5">Type of the fifth input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, T5, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            /// <param name="input5">The fifth input.</param>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            /// <param name="input5">The fifth input.</param>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5) => forward(input1, input2, input3, input4, input5);
        }

        /// <summary>A module that maps six inputs to a result.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="T3">Type of the third input.</typeparam>
        /// <typeparam name="T4">Type of the fourth input.</typeparam>
        /// <typeparam name="T5">Type of the fifth input.</typeparam>
        /// <typeparam name="T6">Type of the sixth input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, T5, T6, TResult> : Module
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes; derived classes write it, callers use <see cref="call"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            /// <param name="input5">The fifth input.</param>
            /// <param name="input6">The sixth input.</param>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);

            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <param name="input3">The third input.</param>
            /// <param name="input4">The fourth input.</param>
            /// <param name="input5">The fifth input.</param>
            /// <param name="input6">The sixth input.</param>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6) => forward(input1, input2, input3, input4, input5, input6);
        }
    }
}
