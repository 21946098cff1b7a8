using System.Diagnostics;
using System.Globalization;

// One line a measurement: name, nanoseconds a call. The tensors are tiny, so that the call is the cost; one thread.
var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
set_num_threads(1);
using var unrecorded = no_grad();
using var a = ones(4);
using var b = ones(4);
using var m = ones(4, 4);
(string Name, Func<Tensor> Call)[] measured = [("add", () => a + b), ("add_", () => a.add_(b)), ("mm", () => m.mm(m)), ("sum", () => m.sum(1))];

// Everything is compiled before anything is measured.
foreach (var (_, call) in measured) Time(call, calls / 4);
foreach (var (_, call) in measured) Time(call, calls / 4);
foreach (var (name, call) in measured)
{
    var nanoseconds = Time(call, calls).TotalNanoseconds / calls;
    Console.WriteLine(FormattableString.Invariant($"{name} {nanoseconds:f1}"));
}

TimeSpan Time(Func<Tensor> call, int times)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < times; i++)
    {
        var result = call();
        if (!ReferenceEquals(result, a)) result.Dispose();
    }
    return Stopwatch.GetElapsedTime(start);
}
