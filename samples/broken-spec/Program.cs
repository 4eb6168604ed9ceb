Console.WriteLine("This does not build.");
