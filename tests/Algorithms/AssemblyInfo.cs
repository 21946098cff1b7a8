// The count of live tensors belongs to the process, so tests that read it must not run beside others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
